package dev.meshwarden.rego.bundle;

import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.List;

/** What came of reading a bundle. */
public sealed interface Reading {
    /** A whole bundle, its roots held. */
    record Read(Bundle bundle) implements Reading {}

    /** Nothing is used of a bundle with a fault. */
    record Refused(List<Diagnostic> why) implements Reading {
        public Refused {
            why = List.copyOf(why);
        }
    }
}
