package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.webhook.admission.PoliciesInForce;
import dev.meshwarden.webhook.audit.AuditHealth;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.config.AuditConfig;
import dev.meshwarden.webhook.http.AdmissionServer;
import dev.meshwarden.webhook.http.Readiness;
import dev.meshwarden.webhook.kube.registration.Registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What readiness is made of. A refused policy set is a note, not a fault: all replicas refuse it together.
 *
 * <p>Threading: any number of threads.
 */
final class ServingReadiness {
    private static final int MOST_DIAGNOSTICS = 5;

    private final ServingIdentity identity;
    private final AuditLog audit;
    private final AuditConfig config;
    private final PoliciesInForce policies;
    private final AdmissionServer server;
    private final SelfReview selfReview;
    private final CallerFiles callers;
    private volatile Optional<Registration> registration = Optional.empty();

    ServingReadiness(
            ServingIdentity identity,
            AuditLog audit,
            AuditConfig config,
            PoliciesInForce policies,
            AdmissionServer server,
            SelfReview selfReview,
            CallerFiles callers) {
        this.identity = identity;
        this.audit = audit;
        this.config = config;
        this.policies = policies;
        this.server = server;
        this.selfReview = selfReview;
        this.callers = callers;
    }

    /** Shown, never counted: what is wrong with it is wrong for all replicas alike. */
    void registeredBy(Registration keeper) {
        registration = Optional.of(keeper);
    }

    Readiness readiness() {
        return new Readiness(
                List.of(
                        new Readiness.Check("certificate", identity::fault),
                        new Readiness.Check(
                                "policies",
                                () ->
                                        unless(
                                                !policies.current().policyRevision().isEmpty(),
                                                "none")),
                        new Readiness.Check("audit", this::auditFault),
                        new Readiness.Check(
                                "self-review",
                                () -> unless(selfReview.isPassed(), "has not run yet")),
                        new Readiness.Check(
                                "serving", () -> unless(!server.isDraining(), "draining"))),
                this::notes);
    }

    private Optional<String> auditFault() {
        AuditHealth health = audit.health();
        if (config.onIntegrity() == AuditConfig.OnIntegrity.STOP
                && health.integrity().isPresent()) {
            return health.integrity();
        }
        return config.onFailure() == AuditConfig.OnFailure.DENY && health.isStuck()
                ? health.trouble()
                : Optional.empty();
    }

    private List<Readiness.Note> notes() {
        PoliciesInForce.Snapshot held = policies.snapshot();
        List<Readiness.Note> notes = new ArrayList<>();
        notes.add(
                new Readiness.Note(
                        "policy-revision",
                        held.decider().policyRevision() + " since " + held.since()));
        notes.add(
                new Readiness.Note(
                        "profile",
                        held.decider().profile().name()
                                + ", "
                                + held.decider().profile().enforcement().mode().text()));
        held.refused()
                .ifPresent(refused ->
                        notes.add(
                                new Readiness.Note(
                                        "policies-refused",
                                        "at " + refused.at() + ": " + why(refused))));
        held.decider()
                .skipped()
                .forEach((rule, why) ->
                        notes.add(new Readiness.Note("rule-skipped", rule + ": " + why)));
        audit.health()
                .integrity()
                .ifPresent(found -> notes.add(new Readiness.Note("audit-integrity", found)));
        notes.add(new Readiness.Note("callers", callers.words()));
        identity.troubles().forEach(t -> notes.add(new Readiness.Note("certificate-trouble", t)));
        registration.ifPresent(r -> notes.add(new Readiness.Note("registration", r.summary())));
        return notes;
    }

    private static String why(PoliciesInForce.Refused refused) {
        return refused.diagnostics().stream()
                .limit(MOST_DIAGNOSTICS)
                .map(Diagnostic::line)
                .collect(Collectors.joining("; "));
    }

    private static Optional<String> unless(boolean good, String fault) {
        return good ? Optional.empty() : Optional.of(fault);
    }
}
