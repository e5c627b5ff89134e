package dev.meshwarden.rego.builtin.units;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.Optional;

/** Semantic versions as arguments. */
final class Versions {
    private Versions() {}

    static Num compare(BuiltinContext context, Value[] arguments) {
        Str a = Operands.string(arguments, 0);
        Str b = Operands.string(arguments, 1);
        Version left = Version.parse(a.text()).orElseThrow(() -> refused(1, a));
        Version right = Version.parse(b.text()).orElseThrow(() -> refused(2, b));
        return Num.of(left.compareTo(right));
    }

    private static BuiltinError refused(int operand, Str text) {
        return BuiltinError.failed(
                "operand " + operand + ": string \"" + text.text() + "\" is not a valid SemVer");
    }

    static Bool isValid(BuiltinContext context, Value[] arguments) {
        Optional<Version> read =
                arguments[0] instanceof Str s ? Version.parse(s.text()) : Optional.empty();
        return Bool.of(read.isPresent());
    }
}
