package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;

import java.util.List;

/** A command cannot go on: a file is missing or unreadable, an option's value makes no sense. Caught in {@link Commands} alone. */
final class CannotRead extends RuntimeException {
    private final transient List<Diagnostic> diagnostics;

    CannotRead(List<Diagnostic> diagnostics) {
        super(diagnostics.isEmpty() ? "" : diagnostics.getFirst().line());
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** A file as a whole. */
    static CannotRead file(String name, String message) {
        return new CannotRead(
                List.of(
                        new Diagnostic(
                                Code.FILE,
                                message,
                                new Location(new Source(name, ""), 0, 0, 0, 0))));
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
