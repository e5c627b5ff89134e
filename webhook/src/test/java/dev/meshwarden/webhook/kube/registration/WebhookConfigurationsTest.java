package dev.meshwarden.webhook.kube.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.config.RegistrationConfig;

import io.fabric8.kubernetes.client.utils.Serialization;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

class WebhookConfigurationsTest {
    private static final Source MUTATES =
            new Source(
                    "profile.yaml",
                    """
                    apiVersion: policy.meshwarden.io/v1
                    kind: Profile
                    metadata: {name: repairs}
                    spec: {extends: baseline, mutations: [MW-MTLS-001]}
                    """);

    @Test
    void theBuiltInPackIsRegisteredWithEveryDefaultWrittenOut() {
        Decider policies = Policies.builtIn("repairs", MUTATES);

        golden("managed", configurations(policies, false, Set.of("security", "traffic")));
    }

    @Test
    void everyRowThatIsMatchedIsRegistered() {
        Decider policies =
                Policies.with("|Namespace|CREATE, UPDATE, DELETE", "apps|Deployment|CREATE");

        golden("every-row", configurations(policies, true, Set.of()));
    }

    @Test
    void withoutAMutationNothingIsMutated() {
        var none = configurations(Policies.builtIn("baseline"), false, Set.of());

        assertThat(none.mutating().getWebhooks()).isEmpty();
    }

    @Test
    void entriesThatFailOpenNeverGoToFail() {
        var all =
                configurations(
                        Policies.builtIn("repairs", MUTATES),
                        true,
                        Set.of("security", "canary", "workloads", "istio"));

        assertThat(all.validating().getWebhooks())
                .filteredOn(w -> w.getFailurePolicy().equals("Fail"))
                .extracting(w -> w.getName())
                .containsExactly("security.meshwarden.io");
        assertThat(all.mutating().getWebhooks())
                .extracting(w -> w.getFailurePolicy())
                .containsOnly("Ignore");
    }

    @Test
    void aUrlStandsInPlaceOfTheService() {
        var policies = Policies.builtIn("baseline");
        var registration =
                RegistrationConfig.STANDARD
                        .withMode(RegistrationConfig.Mode.MANAGED)
                        .withUrl("https://127.0.0.1:8443");
        var placement =
                Placement.of(
                        ClusterConfig.STANDARD,
                        registration,
                        policies,
                        Optional.empty(),
                        Optional.empty());
        var written =
                new WebhookConfigurations(placement, WantedEntries.of(policies, false), Set.of());

        assertThat(written.validating().getWebhooks())
                .extracting(w -> w.getClientConfig().getUrl())
                .startsWith("https://127.0.0.1:8443/validate/security");
        assertThat(written.validating().getWebhooks())
                .extracting(w -> w.getClientConfig().getService())
                .containsOnlyNulls();
    }

    static WebhookConfigurations configurations(
            Decider policies, boolean workloads, Set<String> closed) {
        var placement =
                Placement.of(
                        ClusterConfig.STANDARD,
                        RegistrationConfig.STANDARD,
                        policies,
                        Optional.empty(),
                        Optional.of("0b6e7f3e-0000-4000-8000-000000000001"));
        return new WebhookConfigurations(placement, WantedEntries.of(policies, workloads), closed);
    }

    private static void golden(String name, WebhookConfigurations written) {
        String yaml =
                String.join(
                        "",
                        List.of(
                                Serialization.asYaml(written.validating()),
                                Serialization.asYaml(written.mutating())));
        Golden.check(FixtureTree.fixture("registration/" + name + ".yaml"), yaml);
    }
}
