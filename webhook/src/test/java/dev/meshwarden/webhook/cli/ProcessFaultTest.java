package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwarden.webhook.audit.verify.AuditVerifier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What can be done to the process as a whole. */
class ProcessFaultTest {
    private static final int SPARE = 12;

    @TempDir Path folder;

    @Test
    void F49_withoutDescriptorsThoseConnectedAreServedAndLaterTheOthers() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit is not installed");
        try (var serve = new ServeProcess(folder)) {
            assertThat(serve.review().body()).contains("\"allowed\":false");
            long held = descriptors(serve);
            ServeProcess.command(
                    "/usr/bin/prlimit",
                    "--pid=" + serve.pid(),
                    "--nofile=" + (held + SPARE) + ":" + (held + SPARE));
            List<Socket> crowd = new ArrayList<>();
            for (int i = 0; i < 4 * SPARE; i++) {
                crowd.add(new Socket("127.0.0.1", serve.port));
            }
            ServeProcess.await(
                    "no descriptor is left", () -> descriptors(serve) >= held + SPARE - 1);

            var answer = serve.review();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).as("and recorded").contains("\"record\":\"");
            assertThat(serve.isAlive()).isTrue();
            ServeProcess.await(
                    "the log says so", () -> serve.log().contains("Too many open files"));

            for (Socket one : crowd) {
                one.close();
            }
            ServeProcess.await("given back", () -> descriptors(serve) <= held + 2);
            try (Socket late = new Socket("127.0.0.1", serve.port)) {
                assertThat(late.isConnected()).isTrue();
                ServeProcess.await("accepted", () -> descriptors(serve) > held);
            }
            assertThat(serve.review().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void F51_aProcessThatStoodStillAnswersOnceItGoesOn() throws Exception {
        try (var serve = new ServeProcess(folder)) {
            assertThat(serve.review().statusCode()).isEqualTo(200);
            serve.signal("STOP");
            var late = java.util.concurrent.CompletableFuture.supplyAsync(() -> quietly(serve));
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            assertThat(late.isDone()).isFalse();
            serve.signal("CONT");

            assertThat(late.get()).contains("\"allowed\":false").contains("MW-MTLS-");
            assertThat(serve.review().body()).contains("\"allowed\":false");
        }
    }

    @Test
    void F53_aSecondSigtermWhilePoliciesAreSwappedChangesNothingAboutTheEnd() throws Exception {
        Path policies = Files.createDirectories(folder.resolve("policies"));
        try (var serve = new ServeProcess(folder, "--policies", policies.toString())) {
            assertThat(serve.review().statusCode()).isEqualTo(200);
            Files.writeString(
                    policies.resolve("p.rego"),
                    "package acme\n\nimport data.meshwarden.lib\n\nx := lib.name\n");
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
            long begun = System.nanoTime();
            serve.signal("TERM");
            serve.signal("TERM");

            assertThat(serve.end()).as(serve.log()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(45));
        }
        assertThat(
                        AuditVerifier.verify(
                                        folder.resolve("data"),
                                        List.of(),
                                        List.of(),
                                        OptionalLong.empty())
                                .status(true))
                .isZero();
    }

    private static String quietly(ServeProcess serve) {
        try {
            return serve.review().body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long descriptors(ServeProcess serve) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + serve.pid() + "/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
