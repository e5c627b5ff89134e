package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.serving.IdentityException;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.webhook.admission.AdmissionPipeline;
import dev.meshwarden.webhook.admission.CpuGate;
import dev.meshwarden.webhook.admission.PoliciesInForce;
import dev.meshwarden.webhook.admission.Recorder;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.disk.DataLock;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.Version;
import dev.meshwarden.webhook.http.AdminServer;
import dev.meshwarden.webhook.http.AdmissionServer;
import dev.meshwarden.webhook.http.CallerCheck;
import dev.meshwarden.webhook.kube.ClusterLink;
import dev.meshwarden.webhook.kube.registration.Registration;
import dev.meshwarden.webhook.metrics.Metrics;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The running webhook, and the one place where its rooms meet.
 *
 * <p>Threading: started and closed by one thread.
 */
public final class Assembly implements AutoCloseable {
    private final Started started;
    private final AuditLog audit;
    private final ServingIdentity identity;
    private final PoliciesInForce policies;
    private final AdmissionServer admission;
    private final AdminServer admin;
    private final Optional<Registration> registration;

    private Assembly(
            Started started,
            AuditLog audit,
            ServingIdentity identity,
            PoliciesInForce policies,
            AdmissionServer admission,
            AdminServer admin,
            Optional<Registration> registration) {
        this.started = started;
        this.audit = audit;
        this.identity = identity;
        this.policies = policies;
        this.admission = admission;
        this.admin = admin;
        this.registration = registration;
    }

    /**
     * Starts everything, in this order; when something fails, what was started before it is closed again.
     *
     * @throws IOException when the data folder is busy, cannot be written, or a port is taken
     * @throws IdentityException when no certificate can be made that passes its check
     * @throws RejectedPolicies when anything is wrong with the policies: a first start has no last good set
     */
    public static Assembly start(Config config, InstantSource clock)
            throws IOException, IdentityException {
        var started = new Started();
        try {
            Assembly assembly = start(config, clock, started);
            started.settle();
            return assembly;
        } finally {
            started.closeUnlessSettled();
        }
    }

    private static Assembly start(Config config, InstantSource clock, Started started)
            throws IOException, IdentityException {
        Version version = Version.current();
        Metrics metrics = started.with(new Metrics(version.text()));
        var loader = new PolicyLoader(config.policies(), clock);
        String fingerprint = loader.fingerprint();
        PolicySet first = accepted(loader.load());

        DataLock lock = started.with(DataLock.take(config.data()));
        Optional<ClusterLink> link = InCluster.link(config, started);
        ServingIdentity identity =
                Identities.open(config, clock, link, InCluster.heldByCallers(config, link));
        AuditLog audit = started.with(AuditLog.open(lock, config.audit(), clock, version.text()));

        var skipped = new SkippedRules(metrics);
        var policies =
                new PoliciesInForce(
                        skipped.guard(first.decider()), loader.origins(first), clock.instant());
        int processors = Runtime.getRuntime().availableProcessors();
        var gate = new CpuGate(config.admission().permits(processors), config.admission().queue());
        var recorder = new Recorder(audit, config.audit(), metrics);
        var pipeline = new AdmissionPipeline(policies, gate, recorder, metrics);
        var heap = new HeapUse();
        var callers = new CallerCheck(config.clientAuth(), metrics);
        var callerFiles = CallerFiles.open(config.clientAuth(), identity, callers, metrics);
        var admission =
                started.with(
                        new AdmissionServer(
                                config, pipeline, identity, callers, heap, metrics, clock));
        var selfReview = new SelfReview(config, admission, identity, first, clock);
        var ready =
                new ServingReadiness(
                        identity,
                        audit,
                        config.audit(),
                        policies,
                        admission,
                        selfReview,
                        callerFiles);
        var admin =
                started.with(
                        new AdminServer(
                                config,
                                LifeSign.of(clock),
                                ready.readiness(),
                                metrics,
                                identity,
                                callers,
                                Map.of(
                                        "version", version.text(),
                                        "java", Runtime.version().toString()),
                                AdminToken.of(config)));

        var notices = new PolicyNotices(audit, metrics, policies);
        notices.loaded(clock.instant(), first.policyRevision(), true, List.of());
        Gauges.register(metrics, policies, audit, identity, gate, admission);
        Gauges.register(metrics, heap, loader);
        admission.start();
        admin.start();
        selfReview.runIfDue();
        started.with(
                new PolicyReload(
                        loader,
                        fingerprint,
                        policies,
                        metrics,
                        notices,
                        skipped,
                        clock,
                        config.policies().reload()));
        var warnings =
                new CertificateWarnings(
                        config.tls().leafLifetimeIn(config.cluster()),
                        config.tls().ca().lifetime());
        started.with(
                Upkeep.begin(identity, callerFiles, selfReview, warnings, audit, metrics, clock));
        started.with(PauseWatch.begin(audit, metrics, clock));
        Optional<Registration> registration =
                InCluster.registration(
                        config, link, identity, policies, audit, metrics, clock, started);
        registration.ifPresent(ready::registeredBy);
        return new Assembly(started, audit, identity, policies, admission, admin, registration);
    }

    private static PolicySet accepted(PolicySet.Loading loading) {
        return switch (loading) {
            case PolicySet.Loading.Loaded(var policies, _) -> policies;
            case PolicySet.Loading.Rejected(var diagnostics) ->
                    throw new RejectedPolicies(diagnostics);
        };
    }

    /** The admission port in use. */
    public int port() {
        return admission.port();
    }

    /** The admin port in use. */
    public int adminPort() {
        return admin.port();
    }

    /** What callers must trust, as PEM; blank while that is not known. */
    public String caBundle() {
        return identity.caBundlePem();
    }

    /** What verifies the audit log's seals, as text. */
    public String auditKey() {
        return audit.verifier().text();
    }

    /** The set in force. */
    public String policyRevision() {
        return policies.current().policyRevision();
    }

    /** Profile and number of rules in force, for people. */
    public String policySummary() {
        var decider = policies.current();
        return decider.rules().ids().size() + " rules, profile " + decider.profile().name();
    }

    /** Takes the registration away if this is an uninstallation, sends callers away, answers what is in flight, seals the log, and ends. */
    @Override
    public void close() {
        registration.ifPresent(Registration::close);
        admission.drain();
        started.close();
    }
}
