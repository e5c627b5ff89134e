package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.pack.PolicySources;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.suite.FixtureReader;
import dev.meshwarden.policy.suite.FixtureRunner;
import dev.meshwarden.policy.suite.VerdictFixture;
import dev.meshwarden.policy.suite.VerdictFixture.ApiServer;
import dev.meshwarden.policy.suite.VerdictFixture.ProfileChoice;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every verdict fixture through the API server, in every version that its kind is served in, by the Service and by a URL. Each states
 * what the API server does with it first. {@code same}: the verdict is the stated one, and where a repair is stated, the stored object
 * has it and is judged repaired. {@code pruned}, {@code without-context}: the verdict is the one that the same policies give offline to
 * what is left.
 *
 * <p>The configurations are written by hand. Those that the program writes (T02, T07) ask about what the loaded policies look at, at Ignore
 * where that is opt-in; here every kind is asked about, at Fail, so that a fixture that is wrongly {@code not-registered} shows, and the one
 * who makes a fixture's context is not judged.
 */
@ExtendWith(EndToEnd.class)
final class T01EveryFixture {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<HandMade.Entry> ENTRIES =
            Stream.of(HandMade.Scope.values())
                    .map(scope -> new HandMade.Entry(scope, "Fail", 5))
                    .toList();
    private static final FixtureRunner RUNNER = new FixtureRunner(builtIn(), PATIENCE);
    private static final Map<ApiServer, Integer> COUNTS = new EnumMap<>(ApiServer.class);
    private static final Map<ApiServer, Integer> ISTIO = new EnumMap<>(ApiServer.class);

    /** The process of the profile under test, and what the cluster serves. */
    private record Serving(MeshwardenProcess process, Discovery discovery) {}

    private Optional<Serving> serving = Optional.empty();
    private final Set<String> known = new HashSet<>();

    @TestFactory
    Stream<DynamicContainer> byService(Cluster cluster) throws Exception {
        assumeTrue(
                cluster.way() instanceof HandMade.Way.Service, "T01: SKIPPED, no way by Service");
        return all(
                cluster,
                cluster.clusterIp(),
                Ports.SERVICE,
                new HandMade.Way.Service("meshwarden"),
                true);
    }

    @TestFactory
    Stream<DynamicContainer> byUrl(Cluster cluster) throws Exception {
        boolean both = cluster.way() instanceof HandMade.Way.Service;
        String address = both ? "127.0.0.1" : cluster.clusterIp();
        int port = Ports.free();
        return all(
                cluster,
                address,
                port,
                new HandMade.Way.Url("https://" + address + ":" + port),
                !both);
    }

    private Stream<DynamicContainer> all(
            Cluster cluster, String address, int port, HandMade.Way way, boolean count) {
        Map<String, List<Path>> byProfile = new TreeMap<>();
        for (Path folder : folders()) {
            byProfile.computeIfAbsent(profile(folder), _ -> new ArrayList<>()).add(folder);
        }
        return byProfile.entrySet().stream()
                .map(group ->
                        dynamicContainer(
                                group.getKey(),
                                Stream.concat(
                                        Stream.of(
                                                dynamicTest(
                                                        "serve",
                                                        () ->
                                                                serve(
                                                                        cluster,
                                                                        group.getKey(),
                                                                        address,
                                                                        port,
                                                                        way))),
                                        group.getValue().stream()
                                                .map(f -> test(cluster, f, count)))));
    }

    private static List<Path> folders() {
        return FixtureTree.foldersWith(FixtureTree.fixture(".").normalize(), "case.yaml");
    }

    /** As {@code serve --profile} takes it. */
    private static String profile(Path folder) {
        return switch (read(folder).profile()) {
            case ProfileChoice.AsLoaded _ -> "baseline";
            case ProfileChoice.Named(var name) -> name;
            case ProfileChoice.Written _ -> folder.resolve("profile.yaml").toString();
        };
    }

    private void serve(Cluster cluster, String profile, String address, int port, HandMade.Way way)
            throws Exception {
        serving.ifPresent(s -> s.process().close());
        HandMade.remove(cluster.admin());
        var meshwarden =
                cluster.serveAt(
                        address,
                        port,
                        "--config",
                        Registered.namedForTheService(cluster).toString(),
                        "--profile",
                        profile);
        meshwarden.awaitReady();
        HandMade.validating(cluster.admin(), way, meshwarden.caBundle(), ENTRIES);
        HandMade.mutating(cluster.admin(), way, meshwarden.caBundle());
        Registered.awaitRefusing(cluster);
        serving = Optional.of(new Serving(meshwarden, Discovery.of(cluster.admin())));
        for (Path folder : folders()) {
            var user = read(folder).review().user();
            if (user.isPresent() && known.add(user.get().name())) {
                cluster.bind("cluster-admin", user.get().name(), "User");
            }
        }
    }

    private DynamicTest test(Cluster cluster, Path folder, boolean count) {
        return dynamicTest(
                FixtureTree.fixture(".").normalize().relativize(folder).toString(),
                folder.resolve("case.yaml").toUri(),
                () -> {
                    VerdictFixture fixture = read(folder);
                    Serving now = serving.orElseThrow();
                    var gate =
                            new FixtureAtTheGate(fixture, cluster, now.discovery(), now.process());
                    var seen = gate.send();
                    if (count) {
                        COUNTS.merge(seen.how(), 1, Integer::sum);
                        if (fixture.review().gvk().group().endsWith("istio.io")) {
                            ISTIO.merge(seen.how(), 1, Integer::sum);
                        }
                    }
                    assertThat(Files.readString(folder.resolve("case.yaml")))
                            .as("every case states its `apiserver`")
                            .contains("apiserver: " + seen.how().text());
                    check(fixture, seen);
                    for (String version : gate.otherVersions()) {
                        check(fixture, gate.send(version, true));
                    }
                });
    }

    private static void check(VerdictFixture fixture, FixtureAtTheGate.Seen seen) {
        switch (seen.how()) {
            case NOT_SERVED -> assertThat(seen.answer().code()).isEqualTo(404);
            case REFUSED_BY_SCHEMA -> {
                assertThat(seen.answer().code()).isIn(400, 422);
                assertThat(seen.answer().message()).doesNotContain("denied the request");
            }
            case NOT_REGISTERED -> assertThat(seen.answer().isOk()).isTrue();
            case SAME -> {
                boolean repaired = fixture.expect().patch().filter(p -> !p.isEmpty()).isPresent();
                if (repaired) {
                    compare(offline(fixture, seen.answer().body()), seen);
                    assertThat(seen.answer().body()).isNotEqualTo(seen.asked().orElseThrow());
                } else {
                    Decision expected = offline(fixture);
                    assertThat(expected.verdict()).isEqualTo(fixture.expect().verdict());
                    compare(expected, seen);
                }
            }
            case PRUNED, WITHOUT_CONTEXT ->
                    compare(offline(fixture, seen.asked().orElseThrow()), seen);
        }
    }

    /** What a person and a program are told, and what is on record. */
    private static void compare(Decision expected, FixtureAtTheGate.Seen seen) {
        String message = seen.answer().message();
        assertThat(lines(seen.record())).isEqualTo(lines(expected));
        assertThat(seen.record().path("verdict").asText()).isEqualTo(expected.verdict().text());
        assertThat(seen.answer().isOk()).as(message).isEqualTo(expected.allowed());
        if (!expected.allowed()) {
            assertThat(seen.answer().code()).isEqualTo(403);
            assertThat(seen.answer().body().path("reason").asText()).isEqualTo("Forbidden");
            assertThat(message)
                    .contains("denied the request: ")
                    .contains("Fix: ")
                    .contains("[decision " + seen.record().path("id").asText() + "]");
            expected.violations(EnforcementAction.DENY).stream()
                    .limit(5)
                    .forEach(v ->
                            assertThat(message)
                                    .contains(v.violation().rule())
                                    .contains(v.violation().path()));
        }
        for (JudgedViolation warned : expected.violations(EnforcementAction.WARN)) {
            assertThat(seen.answer().warnings())
                    .anySatisfy(w -> assertThat(w).contains(warned.violation().rule()));
        }
        if (expected.verdict() == Verdict.ALLOW) {
            assertThat(seen.answer().warnings()).noneSatisfy(w -> assertThat(w).contains("MW-"));
        }
    }

    private static List<String> lines(Decision decision) {
        return decision.violations().stream()
                .filter(v -> v.action().compareTo(EnforcementAction.WARN) >= 0)
                .map(v ->
                        v.action().text() + " " + v.violation().rule() + " " + v.violation().path())
                .sorted()
                .toList();
    }

    private static List<String> lines(JsonNode record) {
        List<String> lines = new ArrayList<>();
        for (JsonNode violation : record.path("violations")) {
            if (violation.path("action").asText().equals("audit")) {
                continue; // such as an older version: told to nobody
            }
            lines.add(
                    violation.path("action").asText()
                            + " "
                            + violation.path("rule").asText()
                            + " "
                            + violation.path("path").asText());
        }
        return lines.stream().sorted().toList();
    }

    private static Decision offline(VerdictFixture fixture) {
        return RUNNER.run(fixture).decision().orElseThrow();
    }

    /** Of another object and without context, all else as the fixture says. */
    private static Decision offline(VerdictFixture fixture, JsonNode object) {
        Review review = fixture.review();
        Obj changed = (Obj) JsonReader.read(object.toString());
        return offline(
                new VerdictFixture(
                        fixture.name(),
                        fixture.claim(),
                        review.object().isPresent() ? review.withObject(changed) : review,
                        Optional.empty(),
                        fixture.profile(),
                        fixture.mutations(),
                        fixture.expect()));
    }

    private static PolicySet builtIn() {
        return switch (PolicySet.load(PolicySources.builtIn(), System::nanoTime)) {
            case PolicySet.Loading.Loaded(var policies, _) -> policies;
            case PolicySet.Loading.Rejected(var why) -> throw new AssertionError(why);
        };
    }

    private static VerdictFixture read(Path folder) {
        Source source = source(folder.resolve("case.yaml")).orElseThrow();
        return switch (FixtureReader.read(source, f -> source(folder.resolve(f)), NOW)) {
            case FixtureReader.Outcome.Read(var fixture) -> fixture;
            case FixtureReader.Outcome.Failed(var why) -> throw new AssertionError(why);
        };
    }

    private static Optional<Source> source(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(new Source(file.toString(), Files.readString(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void mostFixturesOfIstioKindsAreDecidedAsTheyAre() {
        int all = ISTIO.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("e2e: fixtures at the API server: " + text(COUNTS));
        System.out.println("e2e: of Istio kinds: " + text(ISTIO));
        assertThat(ISTIO.getOrDefault(ApiServer.SAME, 0) * 100).isGreaterThanOrEqualTo(all * 80);
    }

    private static String text(Map<ApiServer, Integer> counts) {
        var text = new StringBuilder();
        counts.forEach((how, n) -> text.append(how.text()).append(' ').append(n).append(", "));
        return text.append("all ")
                .append(counts.values().stream().mapToInt(Integer::intValue).sum())
                .toString();
    }
}
