package dev.meshwarden.webhook.assembly;

import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.List;

/** The policies to start with cannot be used. */
public final class RejectedPolicies extends RuntimeException {
    private final transient List<Diagnostic> diagnostics;

    RejectedPolicies(List<Diagnostic> diagnostics) {
        super(diagnostics.size() + " problems in the policies");
        this.diagnostics = List.copyOf(diagnostics);
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
