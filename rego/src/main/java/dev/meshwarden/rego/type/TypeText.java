package dev.meshwarden.rego.type;

import dev.meshwarden.rego.value.RegoText;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Types as OPA prints them: {@code object<a: number>[string: any]}; what is not known as {@code ???}. */
public final class TypeText {
    private TypeText() {}

    public static String of(Type type) {
        return switch (type) {
            case Type.Unknown _, Type.Nothing _ -> "???";
            case Type.Simple(var kind) -> kind.name().toLowerCase(Locale.ROOT);
            case Type.ArrayOf(var first, var rest) ->
                    "array"
                            + angled(first.stream().map(TypeText::of).toList())
                            + rest.map(r -> "[" + of(r) + "]").orElse("");
            case Type.SetOf(Type.Unknown _) -> "set";
            case Type.SetOf(var member) -> "set[" + of(member) + "]";
            case Type.ObjectOf(var known, var rest) ->
                    "object"
                            + angled(
                                    known.stream()
                                            .map(p -> key(p.key()) + ": " + of(p.value()))
                                            .toList())
                            + rest.map(d -> "[" + of(d.key()) + ": " + of(d.value()) + "]")
                                    .orElse("");
            case Type.Any(var of) -> "any" + angled(of.stream().map(TypeText::of).toList());
            case Type.Function f -> arguments(f) + " => " + of(f.result());
        };
    }

    /** The argument list alone, names included, without the result. */
    public static String arguments(Type.Function function) {
        var parts = new ArrayList<String>();
        function.arguments().forEach(a -> parts.add(argument(a)));
        function.variadic().ifPresent(v -> parts.add(of(v) + "..."));
        return "(" + String.join(", ", parts) + ")";
    }

    /** {@code name: type}, or the type alone. */
    public static String argument(Type.Argument argument) {
        return argument.name().isEmpty()
                ? of(argument.type())
                : argument.name() + ": " + of(argument.type());
    }

    private static String key(Value key) {
        return key instanceof Str s ? s.text() : RegoText.of(key);
    }

    private static String angled(List<String> parts) {
        return parts.isEmpty() ? "" : "<" + String.join(", ", parts) + ">";
    }
}
