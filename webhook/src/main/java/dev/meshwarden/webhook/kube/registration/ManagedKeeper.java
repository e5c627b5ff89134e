package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.admission.EntryRow;
import dev.meshwarden.webhook.admission.EntryTable;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Owns both configurations whole: creates them, changes them with the policies and the CA, and takes back whatever anybody else did to
 * them.
 */
final class ManagedKeeper implements Keeper {
    private final LiveConfigurations live;
    private final RegistrationReport report;
    private final BooleanSupplier uninstalling;
    private final Promotion promotion = new Promotion();
    private final RepairLedger ledger = new RepairLedger();

    /** The version of each configuration that we wrote or found good; a later one is somebody else's. */
    private final Map<String, String> known = new HashMap<>();

    private boolean adopted;

    /**
     * @param uninstalling asked before something missing is made anew
     */
    ManagedKeeper(
            LiveConfigurations live, RegistrationReport report, BooleanSupplier uninstalling) {
        this.live = live;
        this.report = report;
        this.uninstalling = uninstalling;
    }

    @Override
    public Kept keep(Situation situation) {
        var validating = live.validating();
        var mutating = live.mutating();
        if (!adopted) {
            promotion.adopt(atFail(validating));
            adopted = true;
        }
        var wanted =
                new WebhookConfigurations(
                        situation.placement(),
                        situation.entries(),
                        promotion.closed(situation.enforces()));
        var bundle = situation.placement().bundle();
        List<Drift> ofValidating = Comparison.of(validating, wanted.validating(), bundle);
        List<Drift> ofMutating = Comparison.of(mutating, wanted.mutating(), bundle);
        List<Drift> drifts = new ArrayList<>(ofValidating);
        drifts.addAll(ofMutating);
        report.found(drifts); // told before anything is written: that may be refused
        report.registered(validating, mutating);
        settle(validating, wanted.validating(), ofValidating, situation);
        settle(mutating, wanted.mutating(), ofMutating, situation);
        report.contestedBy(ledger.contestedBy(situation.nanos()));
        return new Kept(
                drifts.isEmpty(), situation.enforces() && promotion.isDue(situation.entries()));
    }

    @Override
    public void proven(Situation situation) {
        promotion.prove(situation.entries());
    }

    private <T extends HasMetadata> void settle(
            Optional<T> there, T wanted, List<Drift> drifts, Situation situation) {
        String name = wanted.getMetadata().getName();
        if (drifts.isEmpty()) {
            there.ifPresent(l -> known.put(name, l.getMetadata().getResourceVersion()));
            return;
        }
        boolean edited = isEdited(name, there);
        if (edited && !ledger.mayRepair(name, situation.nanos())) {
            return;
        }
        if (there.isEmpty() && uninstalling.getAsBoolean()) {
            return;
        }
        T written = there.isEmpty() ? live.create(wanted) : live.replace(there.get(), wanted);
        known.put(name, written.getMetadata().getResourceVersion());
        if (edited) {
            String manager = FieldManagers.other(there);
            ledger.repaired(name, manager, situation.nanos());
            report.repaired(situation.now(), drifts, manager);
        } else {
            report.changed(situation.now(), drifts);
        }
    }

    private boolean isEdited(String name, Optional<? extends HasMetadata> there) {
        String version = known.get(name);
        if (there.isEmpty()) {
            return version != null;
        }
        return version == null
                ? !FieldManagers.isOurs(there.get())
                : !version.equals(there.get().getMetadata().getResourceVersion());
    }

    private static List<String> atFail(Optional<ValidatingWebhookConfiguration> there) {
        List<String> names = new ArrayList<>();
        there.ifPresent(configuration ->
                configuration.getWebhooks().stream()
                        .filter(w -> "Fail".equals(w.getFailurePolicy()))
                        .forEach(w ->
                                EntryTable.ROWS.stream()
                                        .filter(row -> row.fullName().equals(w.getName()))
                                        .map(EntryRow::name)
                                        .forEach(names::add)));
        return names;
    }
}
