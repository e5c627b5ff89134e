package dev.meshwarden.rego.builtin.deprecated;

import static dev.meshwarden.rego.builtin.Builtin.deprecated;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.builtin.infix.InfixBuiltins;
import dev.meshwarden.rego.builtin.net.NetBuiltins;
import dev.meshwarden.rego.builtin.regex.RegexBuiltins;
import dev.meshwarden.rego.type.Type;

import java.util.List;

/** Every deprecated builtin; those that were only renamed share the body of their successor. */
public final class DeprecatedBuiltins {
    private static final Type.Function TEST = Signature.of("array[any] | set[any] -> boolean");

    public static final List<Builtin> ALL =
            List.of(
                    deprecated("all", TEST, Quantifiers::all),
                    deprecated("any", TEST, Quantifiers::any),
                    deprecated("cast_array", Signature.of("any -> array[any]"), Casts::toArray),
                    deprecated("cast_set", Signature.of("any -> set[any]"), Casts::toSet),
                    deprecated(
                            "cast_boolean",
                            Signature.of("any -> boolean"),
                            (_, a) -> Casts.only(a, "boolean")),
                    deprecated(
                            "cast_null",
                            Signature.of("any -> null"),
                            (_, a) -> Casts.only(a, "null")),
                    deprecated(
                            "cast_object",
                            Signature.of("any -> object{[any]: any}"),
                            (_, a) -> Casts.only(a, "object")),
                    deprecated(
                            "cast_string",
                            Signature.of("any -> string"),
                            (_, a) -> Casts.only(a, "string")),
                    deprecated(
                            "net.cidr_overlap",
                            Signature.of("string, string -> boolean"),
                            NetBuiltins.CONTAINS),
                    deprecated(
                            "re_match",
                            Signature.of("string, string -> boolean"),
                            RegexBuiltins.MATCH),
                    deprecated(
                            "set_diff",
                            Signature.of("set[any], set[any] -> set[any]"),
                            InfixBuiltins.SET_DIFFERENCE));

    private DeprecatedBuiltins() {}
}
