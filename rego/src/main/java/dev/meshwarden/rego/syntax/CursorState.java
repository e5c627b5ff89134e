package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a mark holds.
 *
 * @param index of the current token
 * @param kind what that token is taken for
 * @param wildcards how many were met
 */
record CursorState(
        int index,
        Kind kind,
        int wildcards,
        @Nullable Trail<Diagnostic> faults,
        @Nullable Trail<String> hints) {
    /** A list that grows at its head and shares its tail, so that going back costs nothing. */
    record Trail<T>(T last, @Nullable Trail<T> before) {
        static <T> List<T> list(@Nullable Trail<T> trail) {
            var all = new ArrayList<T>();
            for (Trail<T> at = trail; at != null; at = at.before) {
                all.add(at.last);
            }
            return all.reversed();
        }
    }

    CursorState at(int changedIndex, Kind changedKind) {
        return new CursorState(changedIndex, changedKind, wildcards, faults, hints);
    }

    CursorState withWildcards(int count) {
        return new CursorState(index, kind, count, faults, hints);
    }

    /** The fault takes the hints with it. */
    CursorState withFault(String message, Location at) {
        List<String> help = Trail.list(hints);
        String full =
                switch (help.size()) {
                    case 0 -> message;
                    case 1 -> message + " (hint: " + help.getFirst() + ")";
                    default -> message + " (hints: " + String.join(", ", help) + ")";
                };
        var fault = new Diagnostic(Code.PARSE, full, at);
        return new CursorState(index, kind, wildcards, new Trail<>(fault, faults), null);
    }

    CursorState withHint(String hint) {
        return new CursorState(index, kind, wildcards, faults, new Trail<>(hint, hints));
    }

    CursorState withoutFaults() {
        return new CursorState(index, kind, wildcards, null, null);
    }
}
