package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.List;

/** What compiling a query came to. */
public sealed interface QueryCompilation {
    /** The query is good. */
    record Compiled(CompiledQuery query) implements QueryCompilation {}

    /** Sorted by place, capped. */
    record Rejected(List<Diagnostic> diagnostics) implements QueryCompilation {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
