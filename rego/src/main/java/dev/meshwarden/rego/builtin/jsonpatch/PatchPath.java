package dev.meshwarden.rego.builtin.jsonpatch;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.Arrays;
import java.util.List;

/** The steps of a path: a JSON pointer, leading slashes optional, or an array of keys. */
final class PatchPath {
    private PatchPath() {}

    static List<Value> of(Value path) {
        return switch (path) {
            case Str s when s.text().isEmpty() -> List.of();
            case Str s -> pointer(s.text());
            case Array a -> a.asList();
            case Value other ->
                    throw BuiltinError.type(
                            "operand 2 must be one of {set, array} containing string paths or array"
                                    + " of path segments but got "
                                    + other.typeName());
        };
    }

    private static List<Value> pointer(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) == '/') {
            from++;
        }
        return Arrays.stream(text.substring(from).split("/", -1))
                .<Value>map(step -> Str.of(step.replace("~1", "/").replace("~0", "~")))
                .toList();
    }
}
