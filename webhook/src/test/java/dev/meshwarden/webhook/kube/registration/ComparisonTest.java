package dev.meshwarden.webhook.kube.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

class ComparisonTest {
    private static final ValidatingWebhookConfiguration WANTED =
            WebhookConfigurationsTest.configurations(
                            Policies.builtIn("baseline"), false, Set.of("security"))
                    .validating();

    @Test
    void whatIsWantedHasNoDrift() {
        assertThat(drifts(_ -> {})).isEmpty();
    }

    @Test
    void aConfigurationThatIsGoneIsMissing() {
        assertThat(Comparison.of(Optional.empty(), WANTED, Optional.empty()))
                .containsExactly(new Drift("meshwarden", "", "missing", "", "present"));
    }

    @Test
    void everyFieldThatWasChangedIsNamed() {
        assertThat(
                        fields(live -> {
                            ValidatingWebhook security = live.getWebhooks().getFirst();
                            security.setFailurePolicy("Ignore");
                            security.getRules().getFirst().setResources(List.of("nothing"));
                            security.setNamespaceSelector(new LabelSelector());
                            security.getClientConfig().getService().setPort(1);
                            security.getMatchConditions().clear();
                            security.setTimeoutSeconds(30);
                        }))
                .containsExactly(
                        "meshwarden/security.meshwarden.io clientConfig",
                        "meshwarden/security.meshwarden.io failurePolicy",
                        "meshwarden/security.meshwarden.io matchConditions",
                        "meshwarden/security.meshwarden.io namespaceSelector",
                        "meshwarden/security.meshwarden.io rules",
                        "meshwarden/security.meshwarden.io timeoutSeconds");
    }

    @Test
    void anEntryOfOthersIsForeignAndOneOfOursIsMissing() {
        assertThat(fields(live -> live.getWebhooks().getFirst().setName("x.example.com")))
                .containsExactly(
                        "meshwarden/security.meshwarden.io missing",
                        "meshwarden/x.example.com foreign");
    }

    @Test
    void whatOthersWroteIntoTheMetadataIsTheirs() {
        assertThat(
                        fields(live -> {
                            live.getMetadata().getLabels().put("team", "platform");
                            live.getMetadata().setResourceVersion("17");
                        }))
                .isEmpty();
        assertThat(fields(live -> live.getMetadata().getLabels().clear())).isNotEmpty();
        assertThat(fields(live -> live.getMetadata().getOwnerReferences().clear()))
                .containsExactly("meshwarden ownerReferences");
    }

    @Test
    void theOrderOfEntriesDoesNotCount() {
        assertThat(fields(live -> live.setWebhooks(live.getWebhooks().reversed()))).isEmpty();
    }

    private static List<String> fields(Consumer<ValidatingWebhookConfiguration> edit) {
        return drifts(edit).stream().map(Drift::text).distinct().toList();
    }

    private static List<Drift> drifts(Consumer<ValidatingWebhookConfiguration> edit) {
        var live = new ValidatingWebhookConfigurationBuilder(WANTED).build();
        edit.accept(live);
        return Comparison.of(Optional.of(live), WANTED, Optional.empty());
    }
}
