package dev.meshwarden.policy.library.controlplane;

import static dev.meshwarden.policy.library.Ask.about;
import static dev.meshwarden.policy.library.Ask.brief;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeshConfigWeakenedTest {
    private static String config(String name, String mesh) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: istio-system}\ndata:\n  mesh: |\n    %s\n"
                .formatted(name, mesh);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    accessLogFormat: a                           | enableAutoMtls: false
                    outboundTrafficPolicy: {mode: REGISTRY_ONLY} | outboundTrafficPolicy: {mode: ALLOW_ANY}
                    pathNormalization: {normalization: MERGE_SLASHES} | pathNormalization: {normalization: BASE}
                    extensionProviders: [{name: p, envoyExtAuthzGrpc: {}}] | extensionProviders: [{name: p, envoyExtAuthzGrpc: {failOpen: true}}]
                    trustDomainAliases: [a]                      | trustDomainAliases: [a, b]
                    meshMTLS: {minProtocolVersion: TLSV1_3}      | meshMTLS: {minProtocolVersion: TLSV1_2}
                    rootNamespace: a                             | rootNamespace: b
                    accessLogFile: /dev/stdout                   | accessLogFile: ""
                    """)
    void everySettingThatFallsIsDenied(String before, String after) {
        assertThat(
                        brief(
                                about(new MeshConfigWeakened())
                                        .update(config("istio", before), config("istio", after))))
                .containsExactly("a deny /data/mesh");
        assertThat(
                        brief(
                                about(new MeshConfigWeakened())
                                        .update(config("istio", before), config("istio", before))))
                .isEmpty();
    }

    @Test
    void anotherOrderIsTheSame() {
        assertThat(
                        brief(
                                about(new MeshConfigWeakened())
                                        .update(
                                                config("istio", "trustDomainAliases: [a, b]"),
                                                config("istio", "trustDomainAliases: [b, a]"))))
                .isEmpty();
    }

    @Test
    void imitationsAreWarned() {
        assertThat(brief(about(new MeshConfigWeakened()).create(config("mine", "trustDomain: x"))))
                .containsExactly("b warn /data/mesh");
        assertThat(brief(about(new MeshConfigWeakened()).create(config("mine", "colour: red"))))
                .isEmpty();
    }

    @Test
    void whatIsNoYamlIsNoSetting() {
        assertThat(brief(about(new MeshConfigWeakened()).create(config("mine", "{{")))).isEmpty();
    }

    @Test
    void takingTheSettingsAwayIsLoweringThem() {
        String emptied =
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data: {}
                """;
        assertThat(
                        brief(
                                about(new MeshConfigWeakened())
                                        .update(
                                                config("istio", "accessLogFile: /dev/stdout"),
                                                emptied)))
                .containsExactly("a deny /data/mesh");
        assertThat(brief(about(new MeshConfigWeakened()).create(emptied))).isEmpty();
    }
}
