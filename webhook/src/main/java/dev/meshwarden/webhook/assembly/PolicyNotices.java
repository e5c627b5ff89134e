package dev.meshwarden.webhook.assembly;

import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.webhook.admission.PoliciesInForce;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.ControlRecord;
import dev.meshwarden.webhook.metrics.Metrics;

import java.time.Instant;
import java.util.List;

/** Tells the audit log and the metrics which policies are in force. */
record PolicyNotices(AuditLog audit, Metrics metrics, PoliciesInForce policies)
        implements PolicyReload.Listener {
    private static final String INFO = "meshwarden.policy.info";

    @Override
    public void loaded(
            Instant at, String revision, boolean accepted, List<Diagnostic> diagnostics) {
        audit.append(ControlRecord.policyLoad(at, revision, accepted, diagnostics));
        if (accepted) {
            metrics.removeGauges(INFO);
            metrics.gauge(
                    INFO,
                    "The policies in force",
                    () -> 1,
                    "revision",
                    revision,
                    "profile",
                    policies.current().profile().name());
        }
    }
}
