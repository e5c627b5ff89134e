package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.serving.Renewal;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.ControlRecord;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the certificate's dates once a second: one long timer would sleep through a suspended machine.
 *
 * <p>Threading: one thread of its own.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final ServingIdentity identity;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ScheduledExecutorService looks;

    Upkeep(ServingIdentity identity, AuditLog audit, InstantSource clock) {
        this.identity = identity;
        this.audit = audit;
        this.clock = clock;
        this.looks =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("upkeep").factory());
        ScheduledFuture<?> _ = looks.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            switch (identity.renewIfDue()) {
                case Renewal.Kept _ -> {
                    // nothing was due
                }
                case Renewal.Renewed(var reason, var from, var to) -> {
                    LOG.info("the certificate {} is served from now on: {}", to.serial(), reason);
                    audit.append(
                            ControlRecord.config(
                                    clock.instant(),
                                    "leaf",
                                    from.serial(),
                                    to.serial(),
                                    "meshwarden"));
                }
                case Renewal.Failed(var why, var retryAt) ->
                        LOG.warn(
                                "the certificate could not be renewed, next try {}: {}",
                                retryAt,
                                why);
            }
        } catch (RuntimeException e) {
            LOG.error("looking at the certificate failed", e); // the next look tries again
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
