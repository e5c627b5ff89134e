package dev.meshwarden.webhook.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.audit.verify.AuditVerifier;
import dev.meshwarden.webhook.audit.verify.Finding;
import dev.meshwarden.webhook.audit.verify.Verification;
import dev.meshwarden.webhook.cli.ServeProcess;
import dev.meshwarden.webhook.cli.Throttle;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What is done to a replica while it is asked, by the numbers of the fault table. */
enum Fault {
    F13_SLOW_CLIENTS(false, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            List<Socket> crowd = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                crowd.add(new Socket("127.0.0.1", replica.process().port()));
            }
            for (int i = 0; i < 60; i++) {
                for (Socket one : crowd) {
                    drip(one);
                }
                pause(Duration.ofMillis(100));
            }
            for (Socket one : crowd) {
                one.close();
            }
        }
    },
    F21_CERTIFICATES_SWAPPED(false, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            for (int i = 0; i < 4; i++) {
                replica.mountCertificate();
                pause(Duration.ofMillis(1_200));
            }
            replica.mountMismatchedCertificate();
            pause(Duration.ofMillis(2_500));
            replica.mountCertificate();
            pause(Duration.ofMillis(1_200));
        }
    },
    F22_POLICIES_RELOADED(false, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            double before = replica.metric("meshwarden_policy_loads_total{result=\"accepted\"");
            for (int i = 0; i < 4; i++) {
                replica.writePolicy();
                pause(Duration.ofMillis(1_500));
            }
            ServeProcess.await(
                    "reloaded",
                    () ->
                            replica.metric("meshwarden_policy_loads_total{result=\"accepted\"")
                                    > before);
        }
    },
    F23_BROKEN_POLICIES(false, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            replica.writeBrokenPolicy();
            ServeProcess.await("refused", () -> replica.metric("meshwarden_policy_refused") == 1);
            pause(Duration.ofSeconds(1));
            replica.writePolicy();
            ServeProcess.await("repaired", () -> replica.metric("meshwarden_policy_refused") == 0);
        }
    },
    /** No file may grow: every write of the audit log fails, with an error that is not a full disk. */
    F36_DISK_FAILS(true, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            limitFiles(replica, "0:unlimited");
            try {
                pause(Duration.ofSeconds(4));
            } finally {
                limitFiles(replica, "unlimited:unlimited");
            }
        }
    },
    F37_KILLED(true, true) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            pause(Duration.ofMillis(random.nextInt(1_000)));
            replica.end("KILL");
            replica.restart();
        }
    },
    F38_AUDIT_FOLDER_SWAPPED(false, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            Path last = replica.epochs().getLast();
            Path away = replica.folder.resolve(last.getFileName());
            Files.move(last, away);
            ServeProcess.await(
                    "a new epoch",
                    () -> {
                        List<Path> now = replica.epochs();
                        return !now.isEmpty() && !now.getLast().equals(last);
                    });
            pause(Duration.ofMillis(500));
            Files.move(away, last);
        }
    },
    F39_LOG_TAMPERED_WITH(false, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            Path copy = replica.folder.resolve("copy");
            copyLog(replica, copy);
            Verification whole = verify(copy);
            assertThat(whole.status(false)).as(whole.toString()).isZero();
            Path segment = firstSegment(copy);
            byte[] bytes = Files.readAllBytes(segment);
            bytes[random.nextInt(200)] ^= 1; // in the first record, which every checkpoint covers
            Files.write(segment, bytes);
            Verification edited = verify(copy);
            assertThat(edited.status(false)).as(edited.toString()).isEqualTo(1);
            assertThat(edited.findings())
                    .anySatisfy(f -> assertThat(f).isInstanceOf(Finding.Tampered.class));
            delete(copy);
        }
    },
    F47_BURST(true, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            Burst.of(replica);
        }
    },
    F50_THROTTLED(true, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            try (var _ = new Throttle(replica.process().pid())) {
                pause(Duration.ofSeconds(5));
            }
        }
    },
    F51_STOPPED(true, false) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            double before = replica.metric("meshwarden_process_pause_seconds_count");
            replica.process().signal("STOP");
            pause(Duration.ofSeconds(3));
            replica.process().signal("CONT");
            ServeProcess.await(
                    "it says so",
                    () -> replica.metric("meshwarden_process_pause_seconds_count") > before);
        }
    },
    F53_TERMINATED_DURING_SWAPS(true, true) {
        @Override
        void happen(Replica replica, Random random) throws Exception {
            replica.writePolicy();
            replica.mountCertificate();
            pause(Duration.ofMillis(500 + random.nextInt(1_000)));
            assertThat(replica.end("TERM")).as(replica.process().log()).isZero();
            Verification end = verify(replica.data());
            assertThat(end.status(false)).as(end.toString()).isZero();
            replica.restart();
        }
    };

    /** Reviews asked meanwhile may stay without a verdict. */
    final boolean interrupts;

    /** The process does not outlive it. */
    final boolean ends;

    Fault(boolean interrupts, boolean ends) {
        this.interrupts = interrupts;
        this.ends = ends;
    }

    /** Begins and ends. */
    abstract void happen(Replica replica, Random random) throws Exception;

    static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    static Verification verify(Path data) {
        return AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.empty());
    }

    private static void drip(Socket one) {
        try {
            one.getOutputStream().write("x".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // closed by the server, as it should be
        }
    }

    private static void limitFiles(Replica replica, String bytes) throws Exception {
        ServeProcess.command("prlimit", "--pid=" + replica.process().pid(), "--fsize=" + bytes);
    }

    /** Checkpoints first: what is signed must be there. */
    private static void copyLog(Replica replica, Path to) throws IOException {
        delete(to);
        Files.createDirectories(to.resolve("keys"));
        Files.copy(replica.data().resolve("keys/audit.pub"), to.resolve("keys/audit.pub"));
        for (Path epoch : replica.epochs()) {
            Path folder = Files.createDirectories(to.resolve("audit").resolve(epoch.getFileName()));
            try (Stream<Path> files = Files.list(epoch)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
    }

    private static Path firstSegment(Path copy) throws IOException {
        try (Stream<Path> all = Files.walk(copy.resolve("audit"))) {
            return all.filter(f -> f.toString().endsWith(".jsonl"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
