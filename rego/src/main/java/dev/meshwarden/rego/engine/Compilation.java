package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.List;

/** What compiling modules came to. */
public sealed interface Compilation {
    /** All modules are good. */
    record Compiled(CompiledPolicy policy) implements Compilation {}

    /** Every diagnostic, sorted by place, capped. */
    record Rejected(List<Diagnostic> diagnostics) implements Compilation {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
