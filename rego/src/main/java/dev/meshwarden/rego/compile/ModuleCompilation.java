package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.List;

/** What compiling modules came to. */
public sealed interface ModuleCompilation {
    /** All modules are good. */
    record Compiled(CompiledModules modules) implements ModuleCompilation {}

    /** Sorted by place, capped. */
    record Rejected(List<Diagnostic> diagnostics) implements ModuleCompilation {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
