package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.source.Source;

import java.util.List;

/** Source in, compiled policy out. */
public final class RegoCompiler {
    private RegoCompiler() {}

    /** Compiles modules together; all or nothing. */
    public static Compilation compile(List<Source> modules, CompileOptions options) {
        throw new IllegalStateException(
                "bug: arrives with the planner: " + modules.size() + options);
    }
}
