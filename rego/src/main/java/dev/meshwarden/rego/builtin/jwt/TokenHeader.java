package dev.meshwarden.rego.builtin.jwt;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/**
 * What a token's header says about how to read it; texts are empty where it says nothing.
 *
 * @param understood whether no field that it declares critical is unknown here
 */
record TokenHeader(String algorithm, String keyId, String contentType, boolean understood) {
    private static final Set<String> KNOWN = Set.of("alg", "kid", "typ", "cty", "crit");

    /** Throws {@link BuiltinError} for fields of the wrong kind. */
    static TokenHeader of(Obj header) {
        Set<String> critical = critical(header.get("crit"));
        boolean understood = true;
        for (Value key : header.keys()) {
            String name = ((Str) key).text();
            understood &= KNOWN.contains(name) || !critical.contains(name);
        }
        text(header, "typ");
        return new TokenHeader(
                text(header, "alg"), text(header, "kid"), text(header, "cty"), understood);
    }

    private static String text(Obj header, String name) {
        return switch (header.get(name)) {
            case null -> "";
            case Str s -> s.text();
            case Value _ -> throw BuiltinError.failed(name + ": must be a string");
        };
    }

    private static Set<String> critical(@Nullable Value names) {
        if (names == null) {
            return Set.of();
        }
        if (!(names instanceof Array list)) {
            throw BuiltinError.failed("crit: must be a list");
        }
        Set<String> found = new HashSet<>();
        for (Value name : list) {
            if (name instanceof Str s) {
                found.add(s.text());
            }
        }
        if (found.isEmpty()) {
            throw BuiltinError.failed("crit: must be a nonempty list");
        }
        return found;
    }

    /** Whether the token names an algorithm, and asks for nothing unknown. */
    boolean valid() {
        return understood && !algorithm.isEmpty();
    }
}
