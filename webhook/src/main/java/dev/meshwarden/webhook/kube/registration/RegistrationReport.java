package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.admission.EntryRow;
import dev.meshwarden.webhook.admission.EntryTable;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.ControlRecord;
import dev.meshwarden.webhook.kube.ClusterClient;
import dev.meshwarden.webhook.metrics.Metrics;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells of the registration: records, metrics, the log. A replica that does not lead knows nothing of it, and its gauges say so by 0 or NaN.
 *
 * <p>Threading: told by one thread, read by any.
 */
final class RegistrationReport {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationReport.class);
    private static final int LONGEST = 1_000;

    /** What a drift can be of; labels of a metric are known beforehand. */
    private static final List<String> FIELDS =
            List.of(
                    "admissionReviewVersions",
                    Drift.CA_BUNDLE,
                    "clientConfig",
                    "failurePolicy",
                    Drift.FOREIGN,
                    "labels",
                    "matchConditions",
                    "matchPolicy",
                    Drift.MISSING,
                    "namespaceSelector",
                    "objectSelector",
                    "ownerReferences",
                    "reinvocationPolicy",
                    "rules",
                    "sideEffects",
                    "timeoutSeconds");

    private final Metrics metrics;
    private final AuditLog audit;
    private volatile Map<String, Long> driftByField = Map.of();
    private volatile Map<String, String> policyByEntry = Map.of();
    private volatile Optional<Boolean> canary = Optional.empty();
    private volatile Optional<String> contestedBy = Optional.empty();
    private volatile SortedSet<String> unmatched = Collections.emptySortedSet();
    private volatile boolean failing;

    RegistrationReport(Metrics metrics, AuditLog audit) {
        this.metrics = metrics;
        this.audit = audit;
        register();
    }

    private void register() {
        for (String field : FIELDS) {
            metrics.gauge(
                    "meshwarden.registration.drift",
                    "Live webhook configurations that differ, by field",
                    () -> driftByField.getOrDefault(field, 0L),
                    "field",
                    field);
        }
        for (EntryRow row : EntryTable.ROWS) {
            for (String policy : List.of("Fail", "Ignore")) {
                metrics.gauge(
                        "meshwarden.registration.state",
                        "1 for the failure policy that an entry has",
                        () -> policy.equals(policyByEntry.get(row.fullName())) ? 1 : 0,
                        "entry",
                        row.name(),
                        "policy",
                        policy);
            }
        }
        metrics.gauge(
                "meshwarden.tls.bundle.mismatch",
                "1 while an entry does not carry our CA bundle",
                () -> driftByField.containsKey(Drift.CA_BUNDLE) ? 1 : 0);
        metrics.gauge(
                "meshwarden.canary.success",
                "1 when the last call through the API server came back; only the leader knows",
                () -> canary.map(ok -> ok ? 1.0 : 0.0).orElse(Double.NaN));
        metrics.gauge(
                "meshwarden.registration.contested",
                "1 while somebody keeps reverting our configuration",
                () -> contestedBy.isPresent() ? 1 : 0);
        metrics.gauge(
                "meshwarden.registration.unmatched",
                "Istio's kinds in the cluster that no entry asks about; only the leader knows",
                () -> unmatched.size());
        metrics.gauge(
                "meshwarden.registration.failing",
                "1 while the API server refuses or does not answer what the registration asks",
                () -> failing ? 1 : 0);
    }

    /** Whether the last pass came to its end. */
    void passed(boolean whole) {
        failing = !whole;
    }

    /** How things stand now. */
    void found(List<Drift> drifts) {
        driftByField =
                drifts.stream().collect(Collectors.groupingBy(Drift::field, Collectors.counting()));
    }

    void registered(
            Optional<ValidatingWebhookConfiguration> validating,
            Optional<MutatingWebhookConfiguration> mutating) {
        Map<String, String> policies = new TreeMap<>();
        validating.ifPresent(
                c -> c.getWebhooks().forEach(w -> policies.put(w.getName(), w.getFailurePolicy())));
        mutating.ifPresent(
                c -> c.getWebhooks().forEach(w -> policies.put(w.getName(), w.getFailurePolicy())));
        policyByEntry = Map.copyOf(policies);
    }

    void contestedBy(Optional<String> manager) {
        if (manager.isPresent() && contestedBy.isEmpty()) {
            LOG.warn(
                    "{} keeps changing our webhook configurations: repaired three times in ten"
                            + " minutes. Take them out of what it applies, or let it own them with"
                            + " `manifests --external`",
                    manager.get());
        }
        contestedBy = manager;
    }

    /** Istio's kinds that would pass unseen; told when they become others. */
    void unmatched(Instant now, SortedSet<String> names) {
        if (names.equals(unmatched)) {
            return;
        }
        if (!names.isEmpty()) {
            LOG.warn("unmatched Istio CRD: no entry asks about {}", String.join(", ", names));
        }
        audit.append(
                ControlRecord.config(
                        now,
                        "registration",
                        unmatchedText(unmatched),
                        unmatchedText(names),
                        FieldManagers.UNKNOWN));
        unmatched = names;
    }

    private static String unmatchedText(SortedSet<String> names) {
        return "unmatched Istio CRD: " + (names.isEmpty() ? "none" : String.join(", ", names));
    }

    /** Somebody's change was taken back. */
    void repaired(Instant now, List<Drift> drifts, String manager) {
        drifts.forEach(d -> metrics.registrationRepaired(d.field()));
        String what = texts(drifts, Drift::text);
        LOG.warn("{} changed {}: repaired", manager, what);
        record(now, drifts, manager);
    }

    /** We wrote what policies or certificates ask for. */
    void changed(Instant now, List<Drift> drifts) {
        LOG.info("registered: {}", texts(drifts, Drift::text));
        record(now, drifts, ClusterClient.MANAGER);
    }

    /** Somebody's change is not ours to take back. */
    void drifted(Instant now, List<Drift> drifts, String manager) {
        LOG.warn(
                "{} keeps the webhook configurations otherwise than `manifests --external` has"
                        + " them: {}",
                manager,
                texts(drifts, Drift::text));
        record(now, drifts, manager);
    }

    void canary(Canary.Outcome outcome) {
        boolean arrived = outcome instanceof Canary.Outcome.Arrived;
        Optional<Boolean> before = canary;
        canary = Optional.of(arrived);
        switch (outcome) {
            case Canary.Outcome.Arrived _ -> {
                if (!before.orElse(false)) {
                    LOG.info("a call through the API server came back");
                }
            }
            case Canary.Outcome.Lost(var why) ->
                    LOG.warn("a call through the API server did not come back: {}", why);
        }
    }

    /** This replica no longer leads. */
    void stoodDown() {
        driftByField = Map.of();
        policyByEntry = Map.of();
        canary = Optional.empty();
        contestedBy = Optional.empty();
        unmatched = Collections.emptySortedSet();
    }

    /** For people. */
    String summary() {
        if (policyByEntry.isEmpty()) {
            return "kept by the leader";
        }
        String entries =
                policyByEntry.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", "));
        return unmatched.isEmpty() ? entries : entries + "; " + unmatchedText(unmatched);
    }

    private void record(Instant now, List<Drift> drifts, String by) {
        audit.append(
                ControlRecord.config(
                        now,
                        "registration",
                        texts(drifts, d -> d.text() + " " + d.live()),
                        texts(drifts, d -> d.text() + " " + d.wanted()),
                        by));
    }

    private static String texts(List<Drift> drifts, Function<Drift, String> text) {
        String all = drifts.stream().map(text).collect(Collectors.joining("; "));
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "...";
    }
}
