package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.disk.DataFolderBusyException;
import dev.meshwarden.webhook.audit.disk.DataLock;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A process that appends with eight threads and prints the id of each record once it is acknowledged, until it is killed. */
final class KillVictim {
    static final int BUSY = 2;

    private KillVictim() {}

    public static void main(String[] args) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        DataLock lock;
        try {
            lock = DataLock.take(Path.of(args[0]));
        } catch (DataFolderBusyException e) {
            out.println(e.getMessage());
            System.exit(BUSY);
            return;
        }
        AuditLog log = AuditLog.open(lock, LogFolder.CONFIG, () -> Instant.now(), "0.1.0");
        out.println("ready");
        for (int i = 0; i < 8; i++) {
            Thread.ofPlatform().start(() -> append(log, out));
        }
    }

    private static void append(AuditLog log, PrintStream out) {
        while (true) {
            AuditRecord record = Samples.denial();
            if (log.append(record).await(Duration.ofSeconds(20), "deny")
                    instanceof Acknowledgement.Durable) {
                synchronized (out) {
                    out.println(record.id());
                }
            }
        }
    }
}
