package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.List;

/** What preparing a query came to. */
public sealed interface Preparation {
    /** Ready to be evaluated, any number of times, by any thread. */
    record Prepared(PreparedQuery query) implements Preparation {}

    /** Every diagnostic, sorted by place. */
    record Rejected(List<Diagnostic> diagnostics) implements Preparation {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
