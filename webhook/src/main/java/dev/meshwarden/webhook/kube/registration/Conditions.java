package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.admission.EntryRow;
import dev.meshwarden.webhook.admission.EntryTable;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The {@code matchConditions} of entries, in CEL. A condition that cannot be evaluated refuses the request under {@code Fail} without a
 * call, so nothing is read that {@code has()} did not find.
 */
final class Conditions {
    /** Labels of a Namespace that switch the mesh, or us, off or over. */
    private static final List<String> GUARDED_LABELS =
            List.of(
                    EntryTable.EXEMPT_LABEL,
                    EntryTable.PROTECTED_LABEL,
                    "istio-injection",
                    "istio.io/rev",
                    "istio.io/dataplane-mode",
                    "istio.io/use-waypoint");

    private static final String USER =
            "has(request.userInfo) && has(request.userInfo.username) && ";

    private Conditions() {}

    static List<MatchCondition> of(EntryRow row, Placement placement) {
        List<MatchCondition> all = new ArrayList<>();
        switch (row.name()) {
            case "security" -> all.add(notCleanup());
            case "istio" -> all.add(notAutoregistration(placement.rootNamespace()));
            case "traffic" -> {
                all.add(notCleanup());
                all.add(notAutoregistration(placement.rootNamespace()));
                all.add(
                        new MatchCondition(
                                "!(request.resource.group == 'networking.istio.io'"
                                        + " && request.resource.resource == 'envoyfilters')",
                                "not-envoyfilters"));
            }
            case "namespace-guard" ->
                    all.add(new MatchCondition(guardedLabelChanges(), "guarded-labels"));
            case "mesh-config" -> {
                all.add(notCleanup());
                all.add(
                        new MatchCondition(
                                "has(request.name) && request.name in "
                                        + list(placement.meshConfigNames()),
                                "mesh-config-names"));
            }
            default -> {
                // no deletion, and selectors that say all
            }
        }
        return all;
    }

    /** Without it a namespace with Istio objects in it could never finish its deletion while we are down. */
    private static MatchCondition notCleanup() {
        return new MatchCondition(
                "!(request.operation == 'DELETE' && "
                        + USER
                        + "request.userInfo.username in "
                        + list(
                                List.of(
                                        "system:serviceaccount:kube-system:namespace-controller",
                                        "system:serviceaccount:kube-system:generic-garbage-collector"))
                        + ")",
                "not-cleanup");
    }

    private static MatchCondition notAutoregistration(String rootNamespace) {
        String account = "'system:serviceaccount:" + rootNamespace + ":istiod";
        return new MatchCondition(
                "!(request.resource.group == 'networking.istio.io'"
                        + " && request.resource.resource == 'workloadentries' && "
                        + USER
                        + "(request.userInfo.username == "
                        + account
                        + "' || request.userInfo.username.startsWith("
                        + account
                        + "-')))",
                "not-autoregistration");
    }

    private static String guardedLabelChanges() {
        return list(GUARDED_LABELS)
                + ".exists(l, ("
                + label("object")
                + ") != ("
                + label("oldObject")
                + "))";
    }

    /** A label that is there and empty differs from one that is not there: it exempts like any other. */
    private static String label(String object) {
        return "%1$s != null && has(%1$s.metadata) && has(%1$s.metadata.labels) && l in %1$s.metadata.labels ? '=' + %1$s.metadata.labels[l] : ''"
                .formatted(object);
    }

    private static String list(List<String> texts) {
        return texts.stream()
                .map(t -> "'" + t.replace("\\", "\\\\").replace("'", "\\'") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
