package dev.meshwarden.policy.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.suite.FixtureReader.Outcome;
import dev.meshwarden.policy.suite.VerdictFixture.ProfileChoice;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class FixtureReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Map<String, String> FILES =
            Map.of(
                    "pod.yaml",
                    "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: pay}}",
                    "list.yaml",
                    "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Namespace,"
                            + " metadata: {name: pay}}]}",
                    "two.yaml",
                    "a: 1\n---\na: 2\n",
                    "broken.yaml",
                    "a: [",
                    "profile.yaml",
                    "{apiVersion: policy.meshwarden.io/v1, kind: Profile, metadata: {name: mine},"
                            + " spec: {ratchet: maybe}}",
                    "review.yaml",
                    "{apiVersion: admission.k8s.io/v1, kind: AdmissionReview, request: {uid: u,"
                        + " operation: DELETE, kind: {group: '', version: v1, kind: Pod}, resource:"
                        + " {group: '', version: v1, resource: pods}, oldObject: {apiVersion: v1,"
                        + " kind: Pod, metadata: {name: x}}}}");

    @Test
    void aCaseSaysWhatIsAskedAndWhatMustCome() {
        VerdictFixture fixture =
                read(
                        """
                        claim: it is refused
                        object: pod.yaml
                        user: {name: ann, groups: [dev]}
                        now: 2026-01-01T00:00:00Z
                        context: [list.yaml]
                        profile: strict
                        mutations: [T-1]
                        expect:
                          verdict: deny
                          violations: [{rule: T-1, clause: a, path: /spec, action: deny}, {rule: T-2}]
                          unchecked: [T-3]
                          patch: [{op: remove, path: /spec}]
                          apiserver: pruned
                        """);
        assertThat(fixture.name()).isEqualTo("mtls/it");
        assertThat(fixture.review().operation()).isEqualTo(Operation.CREATE);
        assertThat(fixture.review().now()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(fixture.review().user().orElseThrow().groups()).containsExactly("dev");
        assertThat(fixture.mesh().orElseThrow().find("", "Namespace", "", "pay")).isNotNull();
        assertThat(fixture.profile()).isEqualTo(new ProfileChoice.Named("strict"));
        assertThat(fixture.expect().verdict()).isEqualTo(Verdict.DENY);
        assertThat(fixture.expect().violations().orElseThrow()).hasSize(2);
        assertThat(fixture.expect().apiserver().text()).isEqualTo("pruned");
    }

    @Test
    void whatIsLeftOutIsWorkedOut() {
        VerdictFixture update =
                read("claim: x\nobject: pod.yaml\nold: pod.yaml\nexpect: {verdict: allow}\n");
        assertThat(update.review().operation()).isEqualTo(Operation.UPDATE);
        assertThat(update.review().now()).isEqualTo(NOW);
        assertThat(update.mesh()).isEmpty();
        assertThat(update.profile()).isEqualTo(new ProfileChoice.AsLoaded());
        assertThat(update.expect().violations()).isEmpty();
        assertThat(read("claim: x\nold: pod.yaml\nexpect: {verdict: allow}\n").review().operation())
                .isEqualTo(Operation.DELETE);
    }

    @Test
    void anAdmissionReviewIsTakenAsWritten() {
        VerdictFixture fixture = read("claim: x\nreview: review.yaml\nexpect: {verdict: allow}\n");
        assertThat(fixture.review().operation()).isEqualTo(Operation.DELETE);
        assertThat(fixture.review().phase()).isEqualTo(Phase.VALIDATE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{object: pod.yaml, expect: {verdict: deny}}|`claim` is missing",
                "{claim: x, expect: {verdict: deny}}|`object` is missing",
                "{claim: x, object: pod.yaml}|`expect` is missing",
                "{claim: x, object: pod.yaml, expect: {}}|`verdict` is missing",
                "{claim: x, object: pod.yaml, expect: {verdict: denied}}|`verdict` must be one of"
                        + " allow, warn, deny, error, break_glass",
                "{claim: x, object: gone.yaml, expect: {verdict: deny}}|`object` names no file of"
                        + " the case",
                "{claim: x, object: two.yaml, expect: {verdict: deny}}|`object` must name a file of"
                        + " one object",
                "{claim: x, object: pod.yaml, context: [gone.yaml], expect: {verdict:"
                        + " deny}}|`context[0]` names no file of the case",
                "{claim: x, object: pod.yaml, now: today, expect: {verdict: deny}}|`now` must be a"
                        + " time",
                "{claim: x, object: pod.yaml, profile: profile.yaml, expect: {verdict:"
                        + " deny}}|`ratchet` must be true or false, not a string",
                "{claim: x, object: pod.yaml, review: review.yaml, expect: {verdict:"
                        + " deny}}|`object` has no place beside `review`, which says it all",
                "{claim: x, review: pod.yaml, expect: {verdict: deny}}|`review` cannot be decided:"
                        + " apiVersion must be admission.k8s.io/v1",
                "{claim: x, object: pod.yaml, expects: {verdict: deny}}|unknown key `expects`",
                "{claim: x, object: pod.yaml, expect: {verdict: deny, violations: [{rule: R,"
                        + " action: audit}]}}|`action` must be one of deny, warn",
            })
    void whatIsWrongWithACaseIsSaidWithItsPlace(String yaml, String message) {
        List<Diagnostic> why = failed(yaml);
        assertThat(why).extracting(Diagnostic::message).contains(message);
        assertThat(why).allSatisfy(d -> assertThat(d.at().row()).isPositive());
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertThat(failed("{claim: x, object: broken.yaml, expect: {verdict: deny}}"))
                .anySatisfy(d -> assertThat(d.at().file()).isEqualTo("broken.yaml"));
    }

    @Test
    void everyCaseOfTheRepositoryCanBeRead() {
        List<String> broken = new ArrayList<>();
        for (Path folder : FixtureTree.foldersWith(FixtureTree.fixture("."), "case.yaml")) {
            Outcome outcome =
                    FixtureReader.read(
                            file(folder.resolve("case.yaml")).orElseThrow(),
                            name -> file(folder.resolve(name)),
                            NOW);
            if (outcome instanceof Outcome.Failed(var why)) {
                why.forEach(d -> broken.add(d.line()));
            }
        }
        assertThat(broken).isEmpty();
    }

    private static Optional<Source> file(Path path) {
        try {
            return Files.exists(path)
                    ? Optional.of(new Source(path.toString(), Files.readString(path)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VerdictFixture read(String yaml) {
        return switch (outcome(yaml)) {
            case Outcome.Read(var fixture) -> fixture;
            case Outcome.Failed(var why) -> throw new AssertionError(why);
        };
    }

    private static List<Diagnostic> failed(String yaml) {
        return switch (outcome(yaml)) {
            case Outcome.Read _ -> throw new AssertionError("it was accepted");
            case Outcome.Failed(var why) -> why;
        };
    }

    private static Outcome outcome(String yaml) {
        return FixtureReader.read(
                new Source("mtls/it/case.yaml", yaml),
                name -> Optional.ofNullable(FILES.get(name)).map(text -> new Source(name, text)),
                NOW);
    }
}
