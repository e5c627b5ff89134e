package dev.meshwarden.policy.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.pack.PolicySources;
import dev.meshwarden.rego.source.Source;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class FixtureRunnerTest {
    private static final Map<String, String> FILES =
            Map.of(
                    "pod.yaml",
                    "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: pay}, spec: {}}",
                    "mine.yaml",
                    "{apiVersion: policy.meshwarden.io/v1, kind: Profile, metadata: {name: mine},"
                            + " spec: {rules: {T-1: {action: warn}}}}");

    private static final Source RULE =
            new Source(
                    "t.rego",
                    """
                    # METADATA
                    # title: Pods have an owner
                    # custom: {id: T-1, clauses: {a: {action: deny}, b: {action: warn, needs: [mesh]}}}
                    package test.owner

                    deny contains {"msg": "no owner", "path": "/spec", "clause": "a"} if {
                        not input.request.object.spec.owner
                    }

                    patch contains {"id": "T-1", "ops": [
                        {"op": "test", "path": "/spec", "value": spec},
                        {"op": "add", "path": "/spec/owner", "value": "me"},
                    ]} if {
                        spec := input.request.object.spec
                        not spec.owner
                    }
                    """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expect: {verdict: deny, violations: [{rule: T-1, clause: a, path: /spec, action:"
                        + " deny}]}|",
                "expect: {verdict: deny, violations: [{rule: T-1}], unchecked: [T-1/b]}|",
                "expect: {verdict: deny, unchecked: [T-1]}|",
                "profile: mine.yaml, expect: {verdict: warn, violations: [{rule: T-1, action:"
                        + " warn}]}|",
                "context: [pod.yaml], expect: {verdict: deny, unchecked: [T-1]}|not among the"
                        + " unchecked: T-1",
                "expect: {verdict: allow}|verdict: expected allow, got deny",
                "expect: {verdict: deny, violations: []}|unexpected violation: deny T-1/a /spec: no"
                        + " owner",
                "expect: {verdict: deny, violations: [{rule: T-1}, {rule: T-1}]}|missing violation:"
                        + " any T-1",
                "expect: {verdict: deny, violations: [{rule: T-1}, {rule: T-9, action: warn, path:"
                        + " /x}]}|missing violation: warn T-9 /x",
                "profile: none, expect: {verdict: deny}|config_error: no profile is named `none`",
                "expect: {verdict: deny, patch: []}|",
                "mutations: [T-1], expect: {verdict: deny, patch: [{op: test, path: /spec, value:"
                        + " {}}, {op: add, path: /spec/owner, value: me}]}|",
                "mutations: [T-1], expect: {verdict: deny, patch: []}|patch: expected [], got"
                    + " [{\"op\": \"test\", \"path\": \"/spec\", \"value\": {}}, {\"op\": \"add\","
                    + " \"path\": \"/spec/owner\", \"value\": \"me\"}]",
            })
    void aCasePassesExactlyWhenNothingDiffers(String yaml, String difference) {
        FixtureResult result =
                new FixtureRunner(policies(), Duration.ofSeconds(10)).run(fixture(yaml));
        assertThat(result.differences())
                .isEqualTo(difference == null ? List.of() : List.of(difference));
        assertThat(result.passed()).isEqualTo(difference == null);
    }

    private static VerdictFixture fixture(String yaml) {
        var source = new Source("it/case.yaml", "{claim: x, object: pod.yaml, " + yaml + "}");
        return switch (FixtureReader.read(
                source,
                name -> Optional.ofNullable(FILES.get(name)).map(text -> new Source(name, text)),
                Instant.EPOCH)) {
            case FixtureReader.Outcome.Read(var fixture) -> fixture;
            case FixtureReader.Outcome.Failed(var why) -> throw new AssertionError(why);
        };
    }

    private static PolicySet policies() {
        return switch (PolicySet.load(PolicySources.of(List.of(RULE)), System::nanoTime)) {
            case PolicySet.Loading.Loaded(var policies, _) -> policies;
            case PolicySet.Loading.Rejected(var why) -> throw new AssertionError(why);
        };
    }
}
