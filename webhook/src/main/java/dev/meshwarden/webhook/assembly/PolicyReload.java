package dev.meshwarden.webhook.assembly;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.webhook.admission.PoliciesInForce;
import dev.meshwarden.webhook.metrics.Metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Watches the policies' folders. A change that has come to rest is compiled here, off the request path, and put in force as a whole; a
 * set with anything wrong in it stays out, and what was in force goes on.
 *
 * <p>Threading: one thread of its own.
 */
final class PolicyReload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyReload.class);
    private static final int MOST_LINES = 20;

    private final PolicyLoader loader;
    private final PoliciesInForce inForce;
    private final Metrics metrics;
    private final Listener listener;
    private final SkippedRules skipped;
    private final InstantSource clock;
    private final ScheduledExecutorService looks;
    private String loaded;
    private String seen;

    /** Is told of every attempt, on the watching thread. */
    interface Listener {
        /**
         * @param revision of the set in force afterwards
         */
        void loaded(Instant at, String revision, boolean accepted, List<Diagnostic> diagnostics);
    }

    /**
     * @param loaded the fingerprint of what is in force
     */
    PolicyReload(
            PolicyLoader loader,
            String loaded,
            PoliciesInForce inForce,
            Metrics metrics,
            Listener listener,
            SkippedRules skipped,
            InstantSource clock,
            Duration every) {
        this.loader = loader;
        this.loaded = loaded;
        this.seen = loaded;
        this.inForce = inForce;
        this.metrics = metrics;
        this.listener = listener;
        this.skipped = skipped;
        this.clock = clock;
        this.looks =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("policy-reload").factory());
        ScheduledFuture<?> _ =
                looks.scheduleWithFixedDelay(
                        this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            String now = loader.fingerprint();
            boolean rests = now.equals(seen);
            seen = now;
            if (rests && !now.equals(loaded)) {
                loaded = now;
                reload();
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("looking at the policies' folders failed", e); // the next look tries again
        }
    }

    private void reload() {
        switch (loader.load()) {
            case PolicySet.Loading.Loaded(var policies, var notes) -> {
                notes.forEach(note -> LOG.info("{}", note.line()));
                Instant now = clock.instant();
                inForce.put(skipped.guard(policies.decider()), loader.origins(policies), now);
                metrics.policyLoad(true);
                LOG.info("policies {} are in force", policies.policyRevision());
                listener.loaded(now, policies.policyRevision(), true, List.of());
            }
            case PolicySet.Loading.Rejected(var diagnostics) -> {
                Instant now = clock.instant();
                inForce.refuse(diagnostics, now);
                metrics.policyLoad(false);
                String revision = inForce.current().policyRevision();
                LOG.warn("the changed policies are refused, {} stays in force:", revision);
                diagnostics.stream().limit(MOST_LINES).forEach(d -> LOG.warn("  {}", d.line()));
                listener.loaded(now, revision, false, diagnostics);
            }
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
