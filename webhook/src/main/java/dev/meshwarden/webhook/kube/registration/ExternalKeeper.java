package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.certs.injection.BundleDrift;
import dev.meshwarden.webhook.admission.Entry;
import dev.meshwarden.webhook.admission.EntryTable;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps the CA bundle of configurations that others write, and tells what else is not as it should be. */
final class ExternalKeeper implements Keeper {
    private final LiveConfigurations live;
    private final RegistrationReport report;
    private final boolean injects;
    private Set<String> told = Set.of();

    /**
     * @param injects whether the bundle is ours to write
     */
    ExternalKeeper(LiveConfigurations live, RegistrationReport report, boolean injects) {
        this.live = live;
        this.report = report;
        this.injects = injects;
    }

    @Override
    public Kept keep(Situation situation) {
        var validating = live.validating();
        var mutating = live.mutating();
        var wanted =
                new WebhookConfigurations(situation.placement(), situation.entries(), Set.of());
        List<Drift> ofValidating = ours(validating, wanted.validating(), situation);
        List<Drift> ofMutating = ours(mutating, wanted.mutating(), situation);
        List<Drift> drifts = new ArrayList<>(ofValidating);
        drifts.addAll(ofMutating);
        report.found(drifts); // told before anything is written: that may be refused
        report.registered(validating, mutating);
        tell(drifts, validating, situation);
        settle(
                validating,
                ofValidating,
                live.validatingResource(),
                validating
                        .map(c -> c.getWebhooks().stream().map(w -> w.getName()).toList())
                        .orElse(List.of()),
                situation);
        settle(
                mutating,
                ofMutating,
                live.mutatingResource(),
                mutating.map(c -> c.getWebhooks().stream().map(w -> w.getName()).toList())
                        .orElse(List.of()),
                situation);
        return new Kept(drifts.stream().noneMatch(d -> d.field().equals(Drift.CA_BUNDLE)), false);
    }

    @Override
    public void proven(Situation situation) {
        // when to fail closed is for the people who keep the configurations
    }

    private static List<Drift> ours(
            Optional<? extends HasMetadata> there, HasMetadata wanted, Situation situation) {
        return Comparison.of(there, wanted, situation.placement().bundle()).stream()
                .filter(d -> !isTheirs(d))
                .toList();
    }

    private void settle(
            Optional<? extends HasMetadata> there,
            List<Drift> drifts,
            Resource<?> resource,
            List<String> names,
            Situation situation) {
        Set<String> stale =
                drifts.stream()
                        .filter(d -> d.field().equals(Drift.CA_BUNDLE))
                        .map(Drift::entry)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (injects && !stale.isEmpty()) {
            Map<Integer, String> places = new TreeMap<>();
            for (int at = 0; at < names.size(); at++) {
                if (stale.contains(names.get(at))) {
                    places.put(at, names.get(at));
                }
            }
            situation
                    .placement()
                    .bundle()
                    .ifPresent(b -> live.patchBundle(resource, places, BundleDrift.field(b)));
            report.repaired(
                    situation.now(),
                    drifts.stream().filter(d -> d.field().equals(Drift.CA_BUNDLE)).toList(),
                    FieldManagers.other(there));
        }
    }

    /** Whether an entry that may fail closed does so is their decision, and so are their labels. */
    private static boolean isTheirs(Drift drift) {
        return drift.field().equals("labels")
                || (drift.field().equals("failurePolicy")
                        && EntryTable.ROWS.stream()
                                .anyMatch(row ->
                                        row.fullName().equals(drift.entry())
                                                && row.failMode() == Entry.FailMode.CLOSED));
    }

    /** Every kind of drift is recorded once, when it appears. */
    private void tell(
            List<Drift> drifts, Optional<? extends HasMetadata> validating, Situation situation) {
        List<Drift> standing =
                drifts.stream().filter(d -> !d.field().equals(Drift.CA_BUNDLE)).toList();
        Set<String> texts = standing.stream().map(Drift::text).collect(Collectors.toSet());
        if (!told.containsAll(texts)) {
            report.drifted(situation.now(), standing, FieldManagers.other(validating));
        }
        told = texts;
    }
}
