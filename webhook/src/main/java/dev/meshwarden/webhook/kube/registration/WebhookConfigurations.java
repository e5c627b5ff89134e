package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.certs.injection.BundleDrift;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.webhook.admission.Entry;
import dev.meshwarden.webhook.admission.EntryRow;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;

import java.util.List;
import java.util.Set;

/**
 * The two webhook configurations as they are written, with every default spelled out: whatever a live one has otherwise is drift.
 *
 * @param entries in the table's order
 * @param closed names of the entries at {@code Fail}; all others are at {@code Ignore}
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/">Kubernetes, dynamic admission control</a>
 */
public record WebhookConfigurations(
        Placement placement, List<WantedEntry> entries, Set<String> closed) {
    /** Name of the ValidatingWebhookConfiguration, and of the ClusterRole that owns both. */
    public static final String VALIDATING = "meshwarden";

    /** Name of the MutatingWebhookConfiguration. */
    public static final String MUTATING = "meshwarden-mutate";

    private static final String MATCH_POLICY = "Equivalent";
    private static final String SIDE_EFFECTS = "NoneOnDryRun";

    public WebhookConfigurations {
        entries = List.copyOf(entries);
        closed = Set.copyOf(closed);
    }

    public ValidatingWebhookConfiguration validating() {
        return new ValidatingWebhookConfigurationBuilder()
                .withMetadata(metadata(VALIDATING))
                .withWebhooks(of(Phase.VALIDATE).stream().map(this::validating).toList())
                .build();
    }

    /** Without entries where no mutation is opted into. */
    public MutatingWebhookConfiguration mutating() {
        return new MutatingWebhookConfigurationBuilder()
                .withMetadata(metadata(MUTATING))
                .withWebhooks(of(Phase.MUTATE).stream().map(this::mutating).toList())
                .build();
    }

    private List<WantedEntry> of(Phase phase) {
        return entries.stream().filter(entry -> entry.row().phase() == phase).toList();
    }

    private ObjectMeta metadata(String name) {
        var metadata =
                new ObjectMetaBuilder()
                        .withName(name)
                        .addToLabels("app.kubernetes.io/managed-by", "meshwarden")
                        .addToLabels("app.kubernetes.io/name", "meshwarden");
        placement
                .owner()
                .ifPresent(uid ->
                        metadata.addNewOwnerReference()
                                .withApiVersion("rbac.authorization.k8s.io/v1")
                                .withKind("ClusterRole")
                                .withName(VALIDATING)
                                .withUid(uid)
                                .endOwnerReference());
        return metadata.build();
    }

    private ValidatingWebhook validating(WantedEntry entry) {
        EntryRow row = entry.row();
        return new ValidatingWebhookBuilder()
                .withName(row.fullName())
                .withClientConfig(clientConfig(row))
                .withRules(entry.calledFor().stream().map(WebhookConfigurations::rule).toList())
                .withFailurePolicy(failurePolicy(row))
                .withMatchPolicy(MATCH_POLICY)
                .withNamespaceSelector(Selectors.namespaces(row, placement))
                .withObjectSelector(Selectors.objects(row))
                .withSideEffects(SIDE_EFFECTS)
                .withTimeoutSeconds((int) row.timeout().toSeconds())
                .withAdmissionReviewVersions("v1")
                .withMatchConditions(Conditions.of(row, placement))
                .build();
    }

    private MutatingWebhook mutating(WantedEntry entry) {
        EntryRow row = entry.row();
        return new MutatingWebhookBuilder()
                .withName(row.fullName())
                .withClientConfig(clientConfig(row))
                .withRules(entry.calledFor().stream().map(WebhookConfigurations::rule).toList())
                .withFailurePolicy(failurePolicy(row))
                .withMatchPolicy(MATCH_POLICY)
                .withNamespaceSelector(Selectors.namespaces(row, placement))
                .withObjectSelector(Selectors.objects(row))
                .withSideEffects(SIDE_EFFECTS)
                .withTimeoutSeconds((int) row.timeout().toSeconds())
                .withAdmissionReviewVersions("v1")
                .withReinvocationPolicy("IfNeeded")
                .withMatchConditions(Conditions.of(row, placement))
                .build();
    }

    private String failurePolicy(EntryRow row) {
        boolean fails = row.failMode() == Entry.FailMode.CLOSED && closed.contains(row.name());
        return fails ? "Fail" : "Ignore";
    }

    private WebhookClientConfig clientConfig(EntryRow row) {
        var config = new WebhookClientConfigBuilder();
        placement.bundle().ifPresent(bundle -> config.withCaBundle(BundleDrift.field(bundle)));
        if (placement.url().isPresent()) {
            return config.withUrl(placement.url().get() + row.path()).build();
        }
        return config.withNewService()
                .withNamespace(placement.namespace())
                .withName(placement.service())
                .withPort(placement.servicePort())
                .withPath(row.path())
                .endService()
                .build();
    }

    private static RuleWithOperations rule(CalledFor called) {
        return new RuleWithOperationsBuilder()
                .withOperations(called.operations().stream().map(Operation::name).toList())
                .withApiGroups(called.group())
                .withApiVersions("*") // a version named here would miss meshes that serve another
                .withResources(called.resources())
                .withScope("*")
                .build();
    }
}
