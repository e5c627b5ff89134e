package dev.meshwarden.policy.exemption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.constraint.PolicyObject.Parsed;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Optional;

class ExemptionTest {
    private static final Review REVIEW =
            Reviews.ofManifest(
                    (Obj)
                            YamlReader.manifests(
                                            "{apiVersion: security.istio.io/v1, kind:"
                                                    + " PeerAuthentication, metadata: {name: old-x,"
                                                    + " namespace: legacy}}")
                                    .getFirst()
                                    .value(),
                    Operation.CREATE,
                    Optional.empty(),
                    Optional.empty(),
                    Instant.EPOCH);

    @Test
    void aDayIsCoveredToItsEnd() {
        Exemption exemption = exemption("rules: [R], until: 2027-01-31");
        assertThat(exemption.isExpired(Instant.parse("2027-01-31T23:59:59Z"))).isFalse();
        assertThat(exemption.isExpired(Instant.parse("2027-02-01T00:00:00Z"))).isTrue();
    }

    @Test
    void aTimeIsCoveredUpToIt() {
        Exemption exemption = exemption("rules: [R], until: '2027-01-31T12:00:00+01:00'");
        assertThat(exemption.isExpired(Instant.parse("2027-01-31T10:59:59Z"))).isFalse();
        assertThat(exemption.isExpired(Instant.parse("2027-01-31T11:00:00Z"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: [R]|true",
                "rules: [Q]|false",
                "rules: [R/a]|true",
                "rules: [R/b]|false",
                "rules: [R], paths: [/spec/ports/80]|true",
                "rules: [R], paths: [/spec/ports/80/mode]|true",
                "rules: [R], paths: [/spec/ports/8]|false",
                "rules: [R], paths: [/spec/ports/81, /spec/ports]|true",
                "rules: [R], match: {namespaces: [legacy], names: [old-*]}|true",
                "rules: [R], match: {namespaces: [legacy], names: [new-*]}|false",
                "rules: [R], match: {namespaceSelector: {matchLabels: {a: b}}}|false",
            })
    void coversByRuleClausePathAndMatch(String spec, boolean covers) {
        var violation =
                new Violation(
                        "R",
                        "a",
                        Severity.HIGH,
                        EnforcementAction.DENY,
                        "m",
                        "",
                        "/spec/ports/80/mode",
                        Obj.EMPTY);
        assertThat(
                        exemption(spec + ", until: 2027-01-31")
                                .covers(violation, REVIEW, Optional.empty()))
                .isEqualTo(covers);
    }

    private static Exemption exemption(String spec) {
        var source =
                new Source(
                        "e.yaml",
                        "{apiVersion: policy.meshwarden.io/v1, kind: Exemption, metadata: {name:"
                                + " e}, spec: {owner: me, reason: because, "
                                + spec
                                + "}}");
        return switch (ExemptionReader.read(
                source, YamlReader.manifests(source.text()).getFirst())) {
            case Parsed.Read<Exemption>(var exemption) -> exemption;
            case Parsed.Failed<Exemption>(var why) -> throw new AssertionError(why);
        };
    }
}
