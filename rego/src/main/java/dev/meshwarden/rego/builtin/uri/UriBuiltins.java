package dev.meshwarden.rego.builtin.uri;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code uri.*}. Parts that an address lacks are left out; the user is never given. */
public final class UriBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "uri.is_valid",
                            Signature.of("uri: string -> boolean"),
                            UriBuiltins::isValid),
                    pure(
                            "uri.parse",
                            Signature.of("uri: string -> object{[string]: string}"),
                            UriBuiltins::parse));

    private UriBuiltins() {}

    private static Value isValid(BuiltinContext context, Value[] arguments) {
        if (!(arguments[0] instanceof Str s) || s.equals(Str.EMPTY)) {
            return Bool.FALSE;
        }
        try {
            GoUrl.parse(s.bytes());
            return Bool.TRUE;
        } catch (GoUrl.Refused _) {
            return Bool.FALSE;
        }
    }

    private static Value parse(BuiltinContext context, Value[] arguments) {
        Str address = Operands.string(arguments, 0);
        try {
            GoUrl url = GoUrl.parse(address.bytes());
            Obj.Builder parts = Obj.builder();
            put(parts, "scheme", url.scheme());
            put(parts, "hostname", url.hostname());
            put(parts, "port", url.port());
            put(parts, "path", url.path());
            put(parts, "raw_path", url.rawPath().isEmpty() ? url.path() : url.rawPath());
            put(parts, "raw_query", url.query());
            put(parts, "fragment", url.fragment());
            return parts.build();
        } catch (GoUrl.Refused refused) {
            throw BuiltinError.failed(refused.reason());
        }
    }

    private static void put(Obj.Builder parts, String name, String bytes) {
        if (!bytes.isEmpty()) {
            parts.put(Str.of(name), Str.ofBytes(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }
}
