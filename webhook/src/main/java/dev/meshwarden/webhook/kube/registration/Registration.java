package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.webhook.admission.PoliciesInForce;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.config.RegistrationConfig;
import dev.meshwarden.webhook.kube.ApiAnswer;
import dev.meshwarden.webhook.kube.ClusterLink;
import dev.meshwarden.webhook.metrics.Metrics;

import io.fabric8.kubernetes.client.KubernetesClientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps us registered while this replica leads: a pass every five seconds, and at once when somebody touched a configuration. Nothing
 * here touches serving; with the API server down passes fail, more and more rarely, until it is back.
 *
 * <p>Threading: one thread of its own; {@link #wake} by any.
 */
public final class Registration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final Duration CANARY = Duration.ofSeconds(60);
    private static final Duration LONGEST_PASS = Duration.ofSeconds(5);
    private static final Duration OWNER = Duration.ofSeconds(60);

    private final ClusterLink link;
    private final ClusterConfig cluster;
    private final RegistrationConfig config;
    private final boolean managed;
    private final boolean injects;
    private final Supplier<Optional<CaBundle>> bundle;
    private final PoliciesInForce policies;
    private final AuditLog audit;
    private final InstantSource clock;
    private final LiveConfigurations live;
    private final RegistrationReport report;
    private final Uninstall uninstall;
    private final Canary canary;
    private final UnmatchedKinds kinds;
    private final Wakes<?> validatingChanges;
    private final Wakes<?> mutatingChanges;
    private final Pace pace = new Pace(() -> ThreadLocalRandom.current().nextDouble());
    private final Pace canaryPace = new Pace(() -> ThreadLocalRandom.current().nextDouble());
    private final Semaphore wakes = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private Optional<Keeper> term = Optional.empty();
    private Optional<String> owner = Optional.empty();
    private long ownerAskedAt;
    private long canaryDueAt;
    private long flownAt;
    private boolean arrived;

    /**
     * @param injects whether the CA bundle is ours to write where the configurations are not
     * @param bundle what the API server must trust; empty while it is not known
     */
    public Registration(
            ClusterLink link,
            ClusterConfig cluster,
            RegistrationConfig config,
            boolean injects,
            Supplier<Optional<CaBundle>> bundle,
            PoliciesInForce policies,
            AuditLog audit,
            Metrics metrics,
            InstantSource clock) {
        this.link = link;
        this.cluster = cluster;
        this.config = config;
        this.managed = config.modeWith(cluster.access()) == RegistrationConfig.Mode.MANAGED;
        this.injects = injects;
        this.bundle = bundle;
        this.policies = policies;
        this.audit = audit;
        this.clock = clock;
        this.live = new LiveConfigurations(link.client());
        this.report = new RegistrationReport(metrics, audit);
        this.uninstall = new Uninstall(link.client(), cluster.namespace());
        this.canary = new Canary(link.client(), cluster.namespace());
        this.kinds =
                new UnmatchedKinds(
                        link.client(), report, config.kindsEvery(), config.ignoredKinds());
        this.validatingChanges = new Wakes<>(live.validatingResource(), this::wake);
        this.mutatingChanges = new Wakes<>(live.mutatingResource(), this::wake);
        this.thread = Thread.ofPlatform().daemon().name("registration").unstarted(this::run);
    }

    /** Begins with the first pass. */
    public Registration start() {
        link.onLeadership(this::wake);
        thread.start();
        return this;
    }

    /** Something may have changed: the next pass comes at once. */
    public void wake() {
        wakes.release();
    }

    /** How the entries stand, for people. */
    public String summary() {
        return report.summary();
    }

    private void run() {
        Duration wait = Duration.ZERO;
        boolean trouble = false;
        try {
            while (true) {
                pause(wait, trouble);
                if (ended.getCount() == 0) {
                    return;
                }
                try {
                    wait = pass();
                    trouble = false;
                    report.passed(true);
                } catch (RuntimeException e) { // the client's, and ours: neither may end the loop
                    wait = pace.afterTrouble();
                    trouble = true;
                    report.passed(false);
                    LOG.warn(
                            "registration: {}, next try in {} ms",
                            ApiAnswer.of(e),
                            wait.toMillis());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until it is time, or somebody wakes us; trouble is waited out. */
    private void pause(Duration wait, boolean trouble) throws InterruptedException {
        if (trouble) {
            boolean _ = ended.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        boolean woken = wakes.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
            wakes.tryAcquire(1, SETTLE.toMillis(), TimeUnit.MILLISECONDS);
            wakes.drainPermits();
        }
    }

    private Duration pass() {
        uninstall.look();
        if (!link.leadership().isLeader()) {
            standDown();
            return Pace.STEADY;
        }
        Optional<CaBundle> trusted = bundle.get();
        if (trusted.isEmpty()) {
            return pace.after(false); // the CA is not there yet
        }
        validatingChanges.ensure();
        mutatingChanges.ensure();
        Situation situation = situation(trusted.get());
        Keeper keeper = term();
        Keeper.Kept kept = keeper.keep(situation);
        kinds.lookIfDue(situation);
        if (kept.settled()) {
            fly(keeper, situation, kept.proofDue());
        }
        return pace.after(kept.settled());
    }

    private Situation situation(CaBundle trusted) {
        Decider inForce = policies.current();
        return new Situation(
                Placement.of(cluster, config, inForce, Optional.of(trusted), ownerUid()),
                WantedEntries.of(inForce, config.workloads()),
                Situation.enforcesAnywhere(inForce.profile().enforcement()),
                clock.instant(),
                System.nanoTime());
    }

    private Optional<String> ownerUid() {
        long now = System.nanoTime();
        if (managed
                && owner.isEmpty()
                && (ownerAskedAt == 0 || now - ownerAskedAt > OWNER.toNanos())) {
            ownerAskedAt = now;
            try {
                owner = live.owner();
            } catch (KubernetesClientException e) {
                LOG.info("no ClusterRole to own the configurations: {}", ApiAnswer.of(e));
            }
        }
        return owner;
    }

    private Keeper term() {
        if (term.isEmpty()) {
            canaryDueAt = System.nanoTime();
            arrived = false;
            kinds.begin();
            term =
                    Optional.of(
                            managed
                                    ? new ManagedKeeper(live, report, uninstall::isUnderWay)
                                    : new ExternalKeeper(live, report, injects));
        }
        return term.orElseThrow();
    }

    /** A proof counts only with a log that can be written: at {@code Fail} and without one, everything would be refused. */
    private void fly(Keeper keeper, Situation situation, boolean proofDue) {
        long now = System.nanoTime();
        boolean asked = proofDue && arrived && now - flownAt >= Pace.STEADY.toNanos();
        if (now < canaryDueAt && !asked) {
            return;
        }
        flownAt = now;
        Canary.Outcome outcome = canary.fly();
        report.canary(outcome);
        arrived = outcome instanceof Canary.Outcome.Arrived;
        if (arrived && proofDue && !audit.health().isStuck()) {
            keeper.proven(situation);
            wake();
        }
        Duration next = arrived ? CANARY : canaryPace.afterTrouble();
        if (arrived) {
            canaryPace.after(true);
        }
        canaryDueAt = System.nanoTime() + next.toNanos();
    }

    private void standDown() {
        if (term.isPresent()) {
            term = Optional.empty();
            validatingChanges.close();
            mutatingChanges.close();
            report.stoodDown();
        }
    }

    /**
     * Ends the loop; where the program is being uninstalled, takes both configurations away first. Called before callers are sent away, so
     * that nothing fails closed on us.
     */
    @Override
    public void close() {
        if (ended.getCount() == 0) {
            return;
        }
        ended.countDown();
        wake();
        join();
        validatingChanges.close();
        mutatingChanges.close();
        if (managed && uninstall.isUnderWay()) {
            try {
                live.remove();
                LOG.info("uninstalled: both webhook configurations are removed");
            } catch (KubernetesClientException e) {
                LOG.error("the webhook configurations could not be removed", e);
            }
        }
    }

    /** A pass under way must not put back what is about to be removed. */
    private void join() {
        try {
            thread.join(LONGEST_PASS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
