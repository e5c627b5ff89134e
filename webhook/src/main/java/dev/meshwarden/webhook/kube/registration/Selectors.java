package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.admission.EntryRow;
import dev.meshwarden.webhook.admission.EntryTable;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;

import java.util.List;

/** Which namespaces and objects an entry is called about. */
final class Selectors {
    private static final String NAME = "kubernetes.io/metadata.name";

    private Selectors() {}

    static LabelSelector namespaces(EntryRow row, Placement placement) {
        return switch (row.name()) {
            // for a Namespace the selector looks at its own new labels: one that exempts itself
            // would switch its guard off
            case "namespace-guard" -> new LabelSelector();
            case "mesh-config" -> named("In", List.of(placement.rootNamespace()));
            case EntryTable.CANARY -> named("In", List.of(placement.namespace()));
            default ->
                    new LabelSelectorBuilder(
                                    named(
                                            "NotIn",
                                            List.of(
                                                    "kube-system",
                                                    "kube-public",
                                                    "kube-node-lease",
                                                    placement.namespace())))
                            .addNewMatchExpression()
                            .withKey(EntryTable.EXEMPT_LABEL)
                            .withOperator("DoesNotExist")
                            .endMatchExpression()
                            .build();
        };
    }

    static LabelSelector objects(EntryRow row) {
        return row.name().equals(EntryTable.CANARY)
                ? new LabelSelectorBuilder()
                        .addToMatchLabels(EntryTable.CANARY_LABEL, "true")
                        .build()
                : new LabelSelector();
    }

    private static LabelSelector named(String operator, List<String> names) {
        return new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey(NAME)
                .withOperator(operator)
                .withValues(names)
                .endMatchExpression()
                .build();
    }
}
