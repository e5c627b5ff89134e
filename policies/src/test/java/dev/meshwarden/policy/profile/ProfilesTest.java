package dev.meshwarden.policy.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.constraint.OnError;
import dev.meshwarden.policy.constraint.PolicyObject.Parsed;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.YamlReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

class ProfilesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "rootNamespace|\"istio-system\"",
                "trustDomain|\"cluster.local\"",
                "gatewayAdminNamespaces|[\"istio-system\",\"istio-ingress\",\"istio-egress\"]",
                "gatewayPodSelectors|[\"istio=ingressgateway\",\"istio=egressgateway\",\"istio=eastwestgateway\"]",
                "meshAdmins|[\"mesh-admins\"]",
                "breakGlassGroups|[\"break-glass\"]",
                "clusterCIDRs|[\"10.96.0.0/12\",\"10.244.0.0/16\"]",
                "vipRanges|[\"240.0.0.0/4\",\"2001:2::/48\"]",
                "minProxyVersion|\"1.28\"",
                "allowedExcludedInboundPorts|[15020,15021,15090]",
                "faultMaxPercent|1",
                "maxRetryAttempts|5",
                "breakGlassMaxHours|24",
            })
    void referenceHasTheCataloguesValues(String setting, String value) {
        assertThat(builtIn("reference").settings().get(setting)).isEqualTo(JsonReader.read(value));
    }

    @Test
    void referenceOnlyRecordsAPolicyWithoutRules() {
        assertThat(builtIn("reference").actionFor("MW-AUTHZ-020", ""))
                .contains(EnforcementAction.AUDIT);
        assertThat(builtIn("reference").ratchet()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meshAdmins",
                "securityAdmins",
                "clusterCIDRs",
                "allowedProxyImages",
                "vmCIDRs"
            })
    void baselineLeavesEmptyWhatOnlyTheSiteKnows(String setting) {
        assertThat(builtIn("baseline").settings().get(setting)).isEqualTo(Array.EMPTY);
        assertThat(builtIn("baseline").settings().get("minProxyVersion")).isEqualTo(Str.EMPTY);
    }

    @Test
    void baselineRatchetsAndStrictDoesNot() {
        Profile baseline = builtIn("baseline");
        assertThat(baseline.ratchet()).isTrue();
        assertThat(baseline.breakGlassGroups()).containsExactly("meshwarden:break-glass");
        assertThat(baseline.actionFor("MW-AUTHZ-020", "")).contains(EnforcementAction.DENY);
        assertThat(baseline.enforcement()).isEqualTo(Enforcement.FULL);
        assertThat(baseline.onError()).isEqualTo(OnError.DENY);
        assertThat(baseline.mutations()).isEmpty();
        Profile strict = builtIn("strict");
        assertThat(strict.ratchet()).isFalse();
        assertThat(strict.settings()).isEqualTo(baseline.settings());
    }

    @Test
    void whatAProfileWritesStandsOverWhatItExtends() {
        Profile site =
                resolve(
                        "site",
                        spec(
                                "site",
                                "extends: baseline, settings: {meshAdmins: [ops]}, rules:"
                                    + " {MW-AUTHZ-020: {parameters: {x: 1}}, MW-TLS-005/a: {action:"
                                    + " off}}, mutations: [MW-MTLS-001], enforcement: observe"));
        assertThat(site.settings().get("meshAdmins")).isEqualTo(Array.of(Str.of("ops")));
        assertThat(site.settings().get("rootNamespace")).isEqualTo(Str.of("istio-system"));
        assertThat(site.actionFor("MW-AUTHZ-020", "")).contains(EnforcementAction.DENY);
        assertThat(site.parametersOf("MW-AUTHZ-020")).isEqualTo(JsonReader.read("{\"x\":1}"));
        assertThat(site.actionFor("MW-TLS-005", "a")).contains(EnforcementAction.OFF);
        assertThat(site.actionFor("MW-TLS-005", "b")).isEmpty();
        assertThat(site.mutations()).containsExactly("MW-MTLS-001");
        assertThat(site.enforcement().mode()).isEqualTo(EnforcementMode.OBSERVE);
        assertThat(site.ratchet()).isTrue();
    }

    @Test
    void theFirstEntryThatFitsTheNamespaceDecidesTheMode() {
        Enforcement enforcement =
                resolve(
                                "site",
                                spec(
                                        "site",
                                        "enforcement: {mode: enforce, byNamespace: [{selector:"
                                                + " {matchLabels: {stage: trial}}, mode:"
                                                + " observe},{selector: {matchExpressions: [{key:"
                                                + " stage, operator: Exists}]}, mode: warn}]}"))
                        .enforcement();
        assertThat(enforcement.modeIn(namespace("trial"))).isEqualTo(EnforcementMode.OBSERVE);
        assertThat(enforcement.modeIn(namespace("beta"))).isEqualTo(EnforcementMode.WARN);
        assertThat(enforcement.modeIn(Optional.empty())).isEqualTo(EnforcementMode.ENFORCE);
    }

    @Test
    void aMisspeltProfileIsNamedWithItsLikelyMeaning() {
        assertThat(missing(Profiles.builtIn(), "basline").hint())
                .isEqualTo("did you mean `baseline`?");
    }

    @Test
    void aProfileCannotExtendItself() {
        Profiles circle =
                Profiles.builtIn().plus(List.of(spec("a", "extends: b"), spec("b", "extends: a")));
        assertThat(missing(circle, "a").message()).isEqualTo("profile `a` extends itself");
    }

    private static Optional<Obj> namespace(String stage) {
        return Optional.of(
                (Obj)
                        JsonReader.read(
                                "{\"kind\":\"Namespace\",\"metadata\":{\"labels\":{\"stage\":\""
                                        + stage
                                        + "\"}}}"));
    }

    private static Profile builtIn(String name) {
        return ((Profiles.Found.Resolved) Profiles.builtIn().resolve(name)).profile();
    }

    private static Profile resolve(String name, ProfileSpec spec) {
        return ((Profiles.Found.Resolved) Profiles.builtIn().plus(List.of(spec)).resolve(name))
                .profile();
    }

    private static Diagnostic missing(Profiles profiles, String name) {
        return ((Profiles.Found.Missing) profiles.resolve(name)).diagnostic();
    }

    private static ProfileSpec spec(String name, String yaml) {
        var source =
                new Source(
                        name + ".yaml",
                        "{apiVersion: policy.meshwarden.io/v1, kind: Profile, metadata: {name: "
                                + name
                                + "}, spec: {"
                                + yaml
                                + "}}");
        return switch (ProfileReader.read(source, YamlReader.manifests(source.text()).getFirst())) {
            case Parsed.Read<ProfileSpec>(var spec) -> spec;
            case Parsed.Failed<ProfileSpec>(var why) -> throw new AssertionError(why);
        };
    }
}
