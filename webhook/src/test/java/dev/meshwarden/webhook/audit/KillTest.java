package dev.meshwarden.webhook.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.webhook.audit.disk.DataFolderBusyException;
import dev.meshwarden.webhook.audit.disk.DataLock;
import dev.meshwarden.webhook.audit.verify.AuditVerifier;
import dev.meshwarden.webhook.audit.verify.Finding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** Real processes, killed. */
class KillTest {
    /** Few in every build; profile {@code soak} asks for many. */
    private static final int KILLS = Integer.getInteger("meshwarden.kills", 12);

    private static Process start(Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillVictim.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void F37_everyRecordAcknowledgedBeforeAKillIsThere(@TempDir Path data) throws Exception {
        var random = new Random(37);
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process victim = start(data);
            try (var out =
                    new BufferedReader(
                            new InputStreamReader(
                                    victim.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).isEqualTo("ready");
                int n = random.nextInt(1, 400);
                for (int i = 0; i < n; i++) {
                    acknowledged.add(out.readLine());
                }
                // not Process.destroyForcibly, which closes the stream with what was acknowledged
                // last
                assertThat(victim.toHandle().destroyForcibly()).isTrue();
                victim.waitFor();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.length() == 36) { // a last line may be cut
                        acknowledged.add(line);
                    }
                }
            }
        }
        var folder = new LogFolder(data);
        Set<String> written = new HashSet<>();
        for (String line : folder.lines()) {
            int at = line.indexOf("\"id\":\"");
            if (at >= 0) {
                written.add(line.substring(at + 6, at + 42));
            }
        }
        System.out.printf("kills: %d, acknowledged records: %d%n", KILLS, acknowledged.size());
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        assertThat(written).containsAll(acknowledged);
        assertThat(folder.epochs()).as("nothing was given up").hasSize(1);
        assertThat(
                        AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.empty())
                                .status(false))
                .isZero();
        try (AuditLog log = folder.open()) {
            assertThat(log.health().integrity()).isEmpty();
        }
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
    }

    @Test
    void F38_aSecondProcessOnOneFolderIsRefusedAndTheChainStaysWhole(@TempDir Path data)
            throws Exception {
        try (DataLock lock = DataLock.take(data)) {
            assertThat(lock.folder()).isEqualTo(data);
            try (AuditLog log = AuditLog.open(lock, LogFolder.CONFIG, () -> Samples.NOW, "0.1.0")) {
                log.append(Samples.denial());
                Process second = start(data);
                String said =
                        new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(second.waitFor()).isEqualTo(KillVictim.BUSY);
                assertThat(said).contains(data.toAbsolutePath().toString());
                assertThatThrownBy(() -> DataLock.take(data))
                        .isInstanceOf(DataFolderBusyException.class);
            }
        }
        assertThat(new LogFolder(data).verdict()).isInstanceOf(Finding.Intact.class);
        try (DataLock again = DataLock.take(data)) {
            assertThat(again.folder()).isEqualTo(data);
        }
    }
}
