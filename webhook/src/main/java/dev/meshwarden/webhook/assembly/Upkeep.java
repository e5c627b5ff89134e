package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.serving.CaSeen;
import dev.meshwarden.certs.serving.Renewal;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.ControlRecord;
import dev.meshwarden.webhook.metrics.Metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Looks at the certificate's dates and at callers' files once a second: one long timer would sleep through a suspended machine.
 *
 * <p>Threading: one thread of its own.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final ServingIdentity identity;
    private final CallerFiles callers;
    private final SelfReview selfReview;
    private final CertificateWarnings warnings;
    private final AuditLog audit;
    private final Metrics metrics;
    private final InstantSource clock;
    private final ScheduledExecutorService looks;
    private List<CaSeen> shown = List.of();
    private String recorded = "";

    private Upkeep(
            ServingIdentity identity,
            CallerFiles callers,
            SelfReview selfReview,
            CertificateWarnings warnings,
            AuditLog audit,
            Metrics metrics,
            InstantSource clock) {
        this.identity = identity;
        this.callers = callers;
        this.selfReview = selfReview;
        this.warnings = warnings;
        this.audit = audit;
        this.metrics = metrics;
        this.clock = clock;
        metrics.gauge(
                "meshwarden.tls.trouble.seconds",
                "For how long something about certificates has not been as it should be",
                () -> warnings.troubledFor(clock.instant()).toSeconds());
        this.looks =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("upkeep").factory());
    }

    /** Looks once, at once and here, and then by itself. */
    static Upkeep begin(
            ServingIdentity identity,
            CallerFiles callers,
            SelfReview selfReview,
            CertificateWarnings warnings,
            AuditLog audit,
            Metrics metrics,
            InstantSource clock) {
        var upkeep = new Upkeep(identity, callers, selfReview, warnings, audit, metrics, clock);
        upkeep.look();
        ScheduledFuture<?> _ =
                upkeep.looks.scheduleWithFixedDelay(upkeep::look, 1, 1, TimeUnit.SECONDS);
        return upkeep;
    }

    private void look() {
        try {
            renew();
            callers.look();
            showAuthorities();
            reviewOurselves();
            warnings.due(
                            identity.served(),
                            identity.authorities(),
                            identity.troubles(),
                            clock.instant())
                    .forEach(w -> LOG.warn("certificates: {}", w));
        } catch (RuntimeException e) {
            LOG.error("looking at the certificate failed", e); // the next look tries again
        }
    }

    private void renew() {
        switch (identity.renewIfDue()) {
            case Renewal.Kept _ -> {
                // nothing was due
            }
            case Renewal.Renewed(var reason, var from, var to) -> {
                LOG.info("the certificate {} is served from now on: {}", to.serial(), reason);
                record("leaf", from.serial(), to.serial());
            }
            case Renewal.Failed(var why, var retryAt) -> {
                metrics.tlsReloadError("leaf");
                LOG.debug("the certificate could not be renewed, next try {}: {}", retryAt, why);
            }
        }
    }

    /** The gauges carry the phase as a label, so another phase is another gauge. */
    private void showAuthorities() {
        List<CaSeen> now = identity.authorities();
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        metrics.removeGauges("meshwarden.tls.ca.not.after.seconds");
        now.forEach(ca ->
                metrics.gauge(
                        "meshwarden.tls.ca.not.after.seconds",
                        "End of a CA, as a time",
                        () -> ca.notAfter().getEpochSecond(),
                        "gen",
                        ca.id(),
                        "phase",
                        ca.phase()));
        String words =
                now.stream()
                        .map(ca -> ca.id() + " " + ca.phase())
                        .collect(Collectors.joining(", "));
        LOG.info("the CAs are now: {}", words);
        if (!recorded.isEmpty()) {
            record("ca", recorded, words);
        }
        recorded = words;
    }

    private void reviewOurselves() {
        try {
            selfReview.runIfDue();
        } catch (IOException e) {
            LOG.warn("the review of our own did not work: {}", e.getMessage());
        }
    }

    private void record(String what, String from, String to) {
        audit.append(ControlRecord.config(clock.instant(), what, from, to, "meshwarden"));
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
