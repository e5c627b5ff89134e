package dev.meshwarden.policy.library.serviceentry;

import static dev.meshwarden.policy.library.Ask.about;
import static dev.meshwarden.policy.library.Ask.brief;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExternalRulesTest {
    private static String entry(String spec) {
        return "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: x, namespace: shop}\nspec: %s\n"
                .formatted(spec);
    }

    private static String rule(String host, String policy) {
        return "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: r, namespace: shop}\nspec: {host: %s, trafficPolicy: %s}\n"
                .formatted(host, policy);
    }

    @Test
    void whatShowsTheMeshIsDenied() {
        var asked = about(new MeshDeclaredExternal());
        for (String spec :
                new String[] {
                    "{hosts: [a.example.com], endpoints: [{address: b.example.com, network: n}]}",
                    "{hosts: [a.example.com], workloadSelector: {labels: {a: b}}}",
                    "{hosts: [a.shop.svc.cluster.local]}",
                    "{hosts: [a.global], addresses: [240.0.0.1]}",
                    "{hosts: [a.example.com], location: MESH_EXTERNAL, endpoints: [{address:"
                            + " a.x.cluster.local}]}"
                }) {
            assertThat(brief(asked.create(entry(spec))))
                    .as(spec)
                    .containsExactly("a deny /spec/location");
        }
    }

    @Test
    void aSuffixAloneIsWarnedAndTheRestIsFine() {
        var asked = about(new MeshDeclaredExternal());
        assertThat(brief(asked.create(entry("{hosts: [a.global]}"))))
                .containsExactly("b warn /spec/location");
        assertThat(brief(asked.create(entry("{hosts: [a.global], location: MESH_INTERNAL}"))))
                .isEmpty();
        assertThat(brief(asked.create(entry("{hosts: [api.example.com]}")))).isEmpty();
    }

    @Test
    void aRuleWithIstioMutualKeepsTheIdentity() {
        assertThat(
                        brief(
                                about(new MeshDeclaredExternal())
                                        .in(rule("a.global", "{tls: {mode: ISTIO_MUTUAL}}"))
                                        .create(
                                                entry(
                                                        "{hosts: [a.global], addresses:"
                                                                + " [240.0.0.1]}"))))
                .isEmpty();
    }

    @Test
    void theLocationIsFilledInOnlyWhereItWasLeftOut() {
        assertThat(
                        about(new MeshDeclaredExternal())
                                .create(entry("{hosts: [a.shop.svc.cluster.local]}"))
                                .patches())
                .hasSize(1);
        assertThat(
                        about(new MeshDeclaredExternal())
                                .create(
                                        entry(
                                                "{hosts: [a.shop.svc.cluster.local], location:"
                                                        + " MESH_EXTERNAL}"))
                                .patches())
                .isEmpty();
    }

    @Test
    void plaintextPortsAreWarnedUnlessTlsIsOriginated() {
        String http =
                entry(
                        "{hosts: [a.example.com], ports: [{number: 80, protocol: HTTP}, {number:"
                                + " 443, protocol: TLS}]}");
        assertThat(brief(about(new PlaintextToExternal()).create(http)))
                .containsExactly("warn /spec/ports/0");
        assertThat(
                        brief(
                                about(new PlaintextToExternal())
                                        .in(rule("a.example.com", "{tls: {mode: SIMPLE}}"))
                                        .create(http)))
                .isEmpty();
        String port =
                rule(
                        "\"*.example.com\"",
                        "{portLevelSettings: [{port: {number: 80}, tls: {mode: SIMPLE}}]}");
        assertThat(brief(about(new PlaintextToExternal()).in(port).create(http))).isEmpty();
        assertThat(
                        brief(
                                about(new PlaintextToExternal())
                                        .in(rule("a.example.com", "{tls: {mode: DISABLE}}"))
                                        .create(http)))
                .containsExactly("warn /spec/ports/0");
    }

    private static String web(String protocol) {
        return entry(
                "{hosts: [a.example.com], ports: [{number: 80, name: x, protocol: %s}]}"
                        .formatted(protocol));
    }

    @Test
    void protocolsAndNamesAreReadWithoutCase() {
        assertThat(brief(about(new PlaintextToExternal()).create(web("http"))))
                .containsExactly("warn /spec/ports/0");
        assertThat(
                        brief(
                                about(new MeshDeclaredExternal())
                                        .create(entry("{hosts: [A.SHOP.SVC.CLUSTER.LOCAL]}"))))
                .containsExactly("a deny /spec/location");
    }

    @Test
    void onlyARuleInForceEncrypts() {
        String simple = rule("a.example.com", "{tls: {mode: SIMPLE}}");
        String root = simple.replace("namespace: shop", "namespace: istio-system");
        for (String counts : new String[] {simple, root}) {
            assertThat(brief(about(new PlaintextToExternal()).in(counts).create(web("HTTP"))))
                    .as(counts)
                    .isEmpty();
        }
        for (String dead :
                new String[] {
                    simple.replace("namespace: shop", "namespace: other"),
                    root.replace("spec: {", "spec: {exportTo: [\".\"], "),
                    rule("\"*.example.com\"", "{tls: {mode: SIMPLE}}")
                            + "---\n"
                            + rule("a.example.com", "{tls: {mode: DISABLE}}")
                                    .replace("name: r,", "name: s,"),
                    rule("a.example.com", "{tls: {mode: SIMPLE, credentialName: secret}}")
                }) {
            assertThat(brief(about(new PlaintextToExternal()).in(dead).create(web("HTTP"))))
                    .as(dead)
                    .containsExactly("warn /spec/ports/0");
        }
    }
}
