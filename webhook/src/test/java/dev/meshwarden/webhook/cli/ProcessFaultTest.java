package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwarden.webhook.audit.verify.AuditVerifier;
import dev.meshwarden.webhook.audit.verify.Verification;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be done to the process as a whole. */
class ProcessFaultTest {
    private static final int SPARE = 12;
    private static final Pattern DECISION = Pattern.compile("\"decision\":\"([0-9a-f-]{36})\"");

    /** A tenth of a second where the processor is free. */
    private static final String SLOW_POLICY =
            """
            # METADATA
            # title: Takes its time
            # custom:
            #   id: ACME-1
            #   severity: low
            #   fix: Wait.
            #   match: {kinds: [{apiGroups: [""], kinds: [ConfigMap]}]}
            package acme.slow

            deny contains {"msg": "never", "path": "/data"} if {
                some x in numbers.range(1, 400000)
                x * x == 0 - 1
            }
            """;

    private static final String CONFIG_MAP =
            """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-2",
            "kind":{"group":"","version":"v1","kind":"ConfigMap"},
            "resource":{"group":"","version":"v1","resource":"configmaps"},
            "name":"settings","namespace":"shop","operation":"CREATE",
            "userInfo":{"username":"ann","groups":["shop"]},
            "object":{"apiVersion":"v1","kind":"ConfigMap",
            "metadata":{"name":"settings","namespace":"shop"}}}}
            """;

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
    void F50_withAFifthOfAProcessorEveryAnswerIsInTimeAndOnRecordAndItRecovers() throws Exception {
        Path policies = Files.createDirectories(folder.resolve("policies"));
        Files.writeString(policies.resolve("slow.rego"), SLOW_POLICY);
        Set<String> ids = new HashSet<>();
        try (var serve = new ServeProcess(folder, "--policies", policies.toString())) {
            for (int i = 0; i < 30; i++) {
                assertThat(serve.review().body()).contains("\"allowed\":false");
            }
            List<HttpResponse<String>> answers;
            try (var _ = new Throttle(serve.pid())) {
                answers = askInTime(serve, ServeProcess.REVIEW, 6);
                answers.addAll(askInTime(serve, CONFIG_MAP, 2));
            }
            assertThat(answers)
                    .hasSize(16)
                    .allSatisfy(a -> assertThat(a.statusCode()).isEqualTo(200))
                    .allSatisfy(a ->
                            assertThat(a.body())
                                    .as("decided as ever, or refused with the reason")
                                    .containsPattern(
                                            "MW-MTLS-|ACME-1|could not be recorded"
                                                    + "|overloaded, try again"));
            assertThat(answers.subList(12, 16))
                    .as("what takes too long is an answer as well")
                    .anySatisfy(a -> assertThat(a.body()).contains("\"code\":500"));
            answers.forEach(
                    a -> DECISION.matcher(a.body()).results().forEach(m -> ids.add(m.group(1))));

            ServeProcess.await("it is itself again", () -> quietly(serve).contains("MW-MTLS-"));
            serve.signal("TERM");
            assertThat(serve.end()).as(serve.log()).isZero();
        }
        assertThat(ids).isNotEmpty();
        assertThat(recordsOf(folder.resolve("data"))).containsAll(ids);
    }

    @Test
    void F51_aProcessThatStoodStillSaysSoAndAnswersOnceItGoesOn() throws Exception {
        try (var serve = new ServeProcess(folder)) {
            assertThat(serve.review().statusCode()).isEqualTo(200);
            serve.signal("STOP");
            var late = CompletableFuture.supplyAsync(() -> quietly(serve));
            LockSupport.parkNanos(Duration.ofMillis(2_500).toNanos());
            assertThat(late.isDone()).isFalse();
            serve.signal("CONT");

            assertThat(late.get()).contains("\"allowed\":false").contains("MW-MTLS-");
            assertThat(serve.review().body()).contains("\"allowed\":false");
            ServeProcess.await("the log says so", () -> serve.log().contains("stood still for "));
            assertThat(serve.admin("/metrics").body())
                    .containsPattern("meshwarden_process_pause_seconds_count [1-9]")
                    .containsPattern("meshwarden_process_pause_seconds_max [2-9]");
            serve.signal("TERM");
            assertThat(serve.end()).as(serve.log()).isZero();
        }
        assertThat(lines(folder.resolve("data")))
                .filteredOn(line -> line.contains("\"kind\":\"pause\""))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).containsPattern("\"dur_ns\":[2-9][0-9]{9}"));
        assertThat(verify(folder.resolve("data")).status(true)).isZero();
    }

    @Test
    void F45_anApiServerThatIsDownIsToldInOneLineWithoutAStackTrace() throws Exception {
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(
                kubeconfig,
                """
                apiVersion: v1
                kind: Config
                current-context: c
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                """);
        try (var serve = new ServeProcess(folder, "--kubeconfig", kubeconfig.toString())) {
            ServeProcess.await("it is told", () -> serve.log().contains("meshwarden-leader"));
            LockSupport.parkNanos(Duration.ofSeconds(5).toNanos()); // two more tries, at least

            assertThat(serve.review().body()).contains("\"allowed\":false");
            assertThat(serve.log().lines())
                    .filteredOn(line -> line.contains("meshwarden-leader"))
                    .singleElement()
                    .asString()
                    .contains("WARN")
                    .contains("cannot be read or written, asking on every two seconds");
            assertThat(serve.log()).doesNotContain("\tat ");
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
            LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
            long begun = System.nanoTime();
            serve.signal("TERM");
            serve.signal("TERM");

            assertThat(serve.end()).as(serve.log()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(45));
        }
        assertThat(verify(folder.resolve("data")).status(true)).isZero();
    }

    /** Two callers, each with so many reviews, one after the other; each waits for no more than its two seconds. */
    private static List<HttpResponse<String>> askInTime(ServeProcess serve, String body, int each)
            throws Exception {
        Callable<List<HttpResponse<String>>> caller =
                () -> {
                    List<HttpResponse<String>> all = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        all.add(serve.post("/validate?timeout=2s", body, Duration.ofSeconds(2)));
                    }
                    return all;
                };
        List<HttpResponse<String>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<HttpResponse<String>>> one :
                    threads.invokeAll(List.of(caller, caller))) {
                all.addAll(one.get());
            }
        }
        return all;
    }

    private static Set<String> recordsOf(Path data) throws IOException {
        Set<String> ids = new HashSet<>();
        for (String line : lines(data)) {
            int at = line.indexOf("\"id\":\"");
            if (at >= 0) {
                ids.add(line.substring(at + 6, at + 42));
            }
        }
        return ids;
    }

    private static List<String> lines(Path data) throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data.resolve("audit"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                all.addAll(Files.readAllLines(file));
            }
        }
        return all;
    }

    private static Verification verify(Path data) {
        return AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.empty());
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
