package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.type.Type;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Types as text, for comparing; members of a union sorted. */
final class TypeText {
    String of(Type type) {
        return switch (type) {
            case Type.Nothing _, Type.Unknown _ -> "";
            case Type.Simple(var kind) -> kind.name().toLowerCase(Locale.ROOT);
            case Type.ArrayOf(var first, var rest) ->
                    array(first.stream().map(this::of).toList(), rest.map(this::of));
            case Type.SetOf(var member) -> set(of(member));
            case Type.ObjectOf(var known, var rest) ->
                    object(
                            known.stream().map(p -> p.key() + ": " + of(p.value())).toList(),
                            rest.map(d -> of(d.key()) + ": " + of(d.value())));
            case Type.Any(var of) -> any(of.stream().map(this::of).toList());
            case Type.Function _ -> "function";
        };
    }

    static String array(List<String> first, Optional<String> rest) {
        return "array" + first + rest.orElse("-");
    }

    static String set(String member) {
        return "set[" + member + "]";
    }

    static String object(List<String> known, Optional<String> rest) {
        return known.stream().sorted().collect(Collectors.joining(", ", "object{", "}"))
                + rest.orElse("-");
    }

    static String any(List<String> of) {
        return of.size() < 2
                ? of.isEmpty() ? "any" : of.getFirst()
                : of.stream().sorted().collect(Collectors.joining(" | ", "(", ")"));
    }
}
