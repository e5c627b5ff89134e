package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.webhook.admission.CpuGate;
import dev.meshwarden.webhook.admission.EntryRow;
import dev.meshwarden.webhook.admission.EntryTable;
import dev.meshwarden.webhook.admission.PoliciesInForce;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.http.AdmissionServer;
import dev.meshwarden.webhook.metrics.Metrics;

/** The numbers that are looked up whenever they are asked for. */
final class Gauges {
    private Gauges() {}

    static void register(Metrics metrics, HeapUse heap, PolicyLoader loader) {
        metrics.gauge(
                "meshwarden.heap.used.share",
                "Share of the heap in use after the last collection",
                heap::share);
        metrics.gauge(
                "meshwarden.rule.threads.left",
                "Threads that rules of jars did not give back",
                loader::leftBehind);
    }

    static void register(
            Metrics metrics,
            PoliciesInForce policies,
            AuditLog audit,
            ServingIdentity identity,
            CpuGate gate,
            AdmissionServer server) {
        metrics.mayShed(EntryTable.ROWS.stream().map(EntryRow::name).toList());
        metrics.gauge(
                "meshwarden.policy.refused",
                "1 while a newer policy set is refused",
                () -> policies.snapshot().refused().isPresent() ? 1 : 0);
        metrics.gauge(
                "meshwarden.policy.rules",
                "Rules in force",
                () -> policies.current().rules().ids().size());
        metrics.gauge(
                "meshwarden.rule.skipped",
                "Rules that cost too much and are not asked for a while, everywhere or in a"
                        + " namespace",
                () -> policies.current().skipped().size());
        metrics.gauge(
                "meshwarden.admission.waiting", "Reviews that wait for a place", gate::waiting);
        metrics.gauge("meshwarden.admission.working", "Reviews at work", gate::atWork);
        metrics.gauge("meshwarden.http.connections", "Open connections", server::connections);
        metrics.gauge("meshwarden.http.inflight", "Requests in flight", server::inFlight);
        metrics.gauge(
                "meshwarden.tls.leaf.not.after.seconds",
                "End of the serving certificate, as a time",
                () -> identity.served().notAfter().getEpochSecond());
        metrics.gauge(
                "meshwarden.audit.queued",
                "Audit records waiting to be written",
                () -> audit.health().queued());
        metrics.gauge(
                "meshwarden.audit.records",
                "Audit records on disk",
                () -> audit.health().durableRecords());
        metrics.gauge(
                "meshwarden.audit.sealed",
                "Audit records under a signature",
                () -> audit.health().sealedRecords());
        metrics.gauge(
                "meshwarden.audit.stuck",
                "1 while the log cannot be written",
                () -> audit.health().isStuck() ? 1 : 0);
        metrics.gauge(
                "meshwarden.audit.lost",
                "Audit records lost since the start",
                () -> audit.health().lost().values().stream().mapToLong(Long::longValue).sum());
        metrics.gauge(
                "meshwarden.audit.free.bytes",
                "Free space on the audit log's disk",
                () -> audit.health().freeBytes());
    }
}
