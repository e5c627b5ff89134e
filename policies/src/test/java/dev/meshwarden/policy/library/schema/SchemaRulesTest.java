package dev.meshwarden.policy.library.schema;

import static dev.meshwarden.policy.library.Ask.about;
import static dev.meshwarden.policy.library.Ask.brief;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaRulesTest {
    private static String object(String group, String kind, String annotations, String spec) {
        return "apiVersion: %s/v1\nkind: %s\nmetadata: {name: x, namespace: shop%s}\nspec: %s\n"
                .formatted(group, kind, annotations, spec);
    }

    private static String security(String kind, String spec) {
        return object("security.istio.io", kind, "", spec);
    }

    private static String networking(String kind, String spec) {
        return object("networking.istio.io", kind, "", spec);
    }

    @Test
    void anUnknownFieldNamesTheNearestOne() {
        var answer =
                about(new UnknownField())
                        .create(security("AuthorizationPolicy", "{selectr: {}, rules: []}"));
        assertThat(answer.violations())
                .singleElement()
                .satisfies(v ->
                        assertThat(v.message())
                                .isEqualTo(
                                        "AuthorizationPolicy shop/x: field /spec/selectr does not"
                                            + " exist and is discarded; did you mean selector."));
        assertThat(brief(answer)).containsExactly("deny /spec/selectr");
    }

    @Test
    void openSubtreesAndMapsAreNotSearchedForNames() {
        assertThat(
                        brief(
                                about(new UnknownField())
                                        .create(
                                                object(
                                                        "extensions.istio.io",
                                                        "WasmPlugin",
                                                        "",
                                                        "{pluginConfig: {any: {thing: 1}}}"))))
                .isEmpty();
        assertThat(
                        brief(
                                about(new UnknownField())
                                        .create(
                                                security(
                                                        "PeerAuthentication",
                                                        "{portLevelMtls: {9090: {mode: STRICT, mod:"
                                                                + " x}}}"))))
                .containsExactly("deny /spec/portLevelMtls/9090/mod");
    }

    @Test
    void whatWasPrunedShowsInTheAnnotation() {
        String applied =
                ", annotations: {kubectl.kubernetes.io/last-applied-configuration:"
                        + " '{\"spec\":{\"selectr\":{},\"rules\":[]}}'}";
        String pruned = object("security.istio.io", "AuthorizationPolicy", applied, "{rules: []}");
        assertThat(brief(about(new UnknownField()).create(pruned)))
                .containsExactly("deny /spec/selectr");
        assertThat(brief(about(new UnknownField()).update(pruned, pruned))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AuthorizationPolicy | {selector: {matchLabels: {a: b}}, targetRefs: [{kind: Service, name: s}]} | /spec/selector
                    AuthorizationPolicy | {provider: {name: p}, rules: [{}]} | /spec/provider
                    AuthorizationPolicy | {rules: [{from: [{source: {serviceAccounts: [a], namespaces: [b]}}]}]} | /spec/rules/0/from/0/source/serviceAccounts
                    AuthorizationPolicy | {action: CUSTOM, provider: {name: p}, rules: [{from: [{source: {principals: [a]}}]}]} | /spec/rules/0/from/0/source/principals
                    AuthorizationPolicy | {action: CUSTOM, provider: {name: p}, rules: [{when: [{key: request.auth.principal, values: [a]}]}]} | /spec/rules/0/when/0
                    AuthorizationPolicy | {rules: [{from: [{}]}]} | /spec/rules/0/from/0
                    AuthorizationPolicy | {rules: [{to: [{operation: {}}]}]} | /spec/rules/0/to/0
                    AuthorizationPolicy | {action: allow} | /spec/action
                    PeerAuthentication  | {portLevelMtls: {80: {mode: STRICT}}} | /spec/portLevelMtls
                    """)
    void securityCombinationsAreDenied(String kind, String spec, String path) {
        assertThat(brief(about(new RejectedValue()).create(security(kind, spec))))
                .containsExactly("a deny " + path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DestinationRule | {host: a, trafficPolicy: {loadBalancer: {localityLbSetting: {distribute: [{from: a}], failover: [{from: a, to: b}]}}}} | /spec/trafficPolicy/loadBalancer/localityLbSetting
                    ServiceEntry | {hosts: [a], endpoints: [{address: 1.1.1.1}], workloadSelector: {labels: {a: b}}} | /spec/workloadSelector
                    ServiceEntry | {hosts: [a], ports: [{name: p, number: 1}, {name: p, number: 2}]} | /spec/ports/1/name
                    Gateway | {servers: [{port: {number: 443, protocol: HTTPS, name: a}}]} | /spec/servers/0
                    """)
    void trafficCombinationsAreDenied(String kind, String spec, String path) {
        assertThat(brief(about(new RejectedValue()).create(networking(kind, spec))))
                .containsExactly("a deny " + path);
    }

    @Test
    void validObjectsAndSecondTracings() {
        assertThat(
                        brief(
                                about(new RejectedValue())
                                        .create(
                                                security(
                                                        "PeerAuthentication",
                                                        "{mtls: {mode: STRICT}}"))))
                .isEmpty();
        assertThat(
                        brief(
                                about(new RejectedValue())
                                        .create(
                                                object(
                                                        "telemetry.istio.io",
                                                        "Telemetry",
                                                        "",
                                                        "{tracing: [{}, {}]}"))))
                .containsExactly("b warn /spec/tracing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Gateway | {servers: [{port: {number: 443, name: x, protocol: TLS}, hosts: [a]}]} |"
                        + " a deny /spec/servers/0",
                "Gateway | {servers: [{port: {number: 443, name: x, protocol: https}, hosts: [a]}]}"
                        + " | a deny /spec/servers/0",
                "DestinationRule | {host: h, trafficPolicy: {portLevelSettings: [{loadBalancer:"
                    + " {localityLbSetting: {distribute: [{from: a}], failover: [{from: a}]}}}]}} |"
                    + " a deny"
                    + " /spec/trafficPolicy/portLevelSettings/0/loadBalancer/localityLbSetting",
                "DestinationRule | {host: h, trafficPolicy: {tls: {mode: 5}}} | a deny"
                        + " /spec/trafficPolicy/tls/mode",
            })
    void whatIstiodRefusesIsRefusedInEverySpelling(String kind, String spec, String found) {
        assertThat(brief(about(new RejectedValue()).create(networking(kind, spec))))
                .containsExactly(found);
    }

    @Test
    void aSourceOfEmptyListsSaysNothing() {
        String policy = "{action: DENY, rules: [{from: [{source: {principals: []}}]}]}";
        assertThat(
                        brief(
                                about(new RejectedValue())
                                        .create(security("AuthorizationPolicy", policy))))
                .containsExactly("a deny /spec/rules/0/from/0");
    }

    @Test
    void twoLettersInTheWrongOrderAreOneSlip() {
        String policy = "{action: DENY, rules: [{form: [{source: {namespaces: [a]}}]}]}";
        var answer = about(new UnknownField()).create(security("AuthorizationPolicy", policy));
        assertThat(answer.violations())
                .singleElement()
                .satisfies(v ->
                        assertThat(v.message())
                                .endsWith(
                                        "field /spec/rules/0/form does not exist and is discarded;"
                                                + " did you mean from."));
    }
}
