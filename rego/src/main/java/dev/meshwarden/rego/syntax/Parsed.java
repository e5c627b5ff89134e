package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.List;

/** What reading a text came to. */
public sealed interface Parsed<T> {
    /** It could be read whole. */
    record Ok<T>(T value) implements Parsed<T> {}

    /** It could not: every fault found, sorted by place, at most ten. */
    record Failed<T>(List<Diagnostic> diagnostics) implements Parsed<T> {
        public Failed {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    static <T> Parsed<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Parsed<T> failed(List<Diagnostic> diagnostics) {
        return new Failed<>(diagnostics);
    }
}
