package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.webhook.admission.PoliciesInForce;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.RegistrationConfig;
import dev.meshwarden.webhook.kube.ClusterLink;
import dev.meshwarden.webhook.kube.registration.HeldByCallers;
import dev.meshwarden.webhook.kube.registration.Registration;
import dev.meshwarden.webhook.metrics.Metrics;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** What a process that works with a cluster has beside the others. */
final class InCluster {
    private InCluster() {}

    static Optional<ClusterLink> link(Config config, Started started) throws IOException {
        return config.cluster().isConnected()
                ? Optional.of(started.with(ClusterLink.open(config.cluster())))
                : Optional.empty();
    }

    /** What callers trust, where we are registered; empty while nobody can tell. */
    static Supplier<Optional<CaBundle>> heldByCallers(Config config, Optional<ClusterLink> link) {
        boolean registered =
                config.registration().modeWith(config.cluster().access())
                        != RegistrationConfig.Mode.OFF;
        return link.filter(_ -> registered)
                .<Supplier<Optional<CaBundle>>>map(HeldByCallers::new)
                .orElse(Optional::empty);
    }

    static Optional<Registration> registration(
            Config config,
            Optional<ClusterLink> link,
            ServingIdentity identity,
            PoliciesInForce policies,
            AuditLog audit,
            Metrics metrics,
            InstantSource clock,
            Started started) {
        RegistrationConfig.Mode mode = config.registration().modeWith(config.cluster().access());
        if (link.isEmpty() || mode == RegistrationConfig.Mode.OFF) {
            return Optional.empty();
        }
        metrics.gauge(
                "meshwarden.leader",
                "1 on the replica that leads",
                () -> link.get().leadership().isLeader() ? 1 : 0);
        var registration =
                new Registration(
                        link.get(),
                        config.cluster(),
                        config.registration(),
                        config.tls().injectBundle(),
                        identity::bundle,
                        policies,
                        audit,
                        metrics,
                        clock);
        identity.onBundleChange(registration::wake); // it must be written before it is signed with
        return Optional.of(started.with(registration.start()));
    }
}
