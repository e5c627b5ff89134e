package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.stream.Collectors;

/** Values as messages show them. */
final class ValueText {
    private ValueText() {}

    static String of(Obj value) {
        String raw = Nodes.text(value, "Raw");
        return switch (ValueKind.of(value)) {
            case VARIABLE -> "$" + raw;
            case INT, FLOAT, ENUM, BOOLEAN, NULL -> raw;
            case STRING, BLOCK -> Str.of(raw).toString();
            case LIST -> "[" + children(value, false) + "]";
            case OBJECT -> "{" + children(value, true) + "}";
        };
    }

    private static String children(Obj value, boolean named) {
        return Nodes.list(value, "Children").stream()
                .map(child -> {
                    Obj inner = Nodes.node(child, "Value");
                    String text = inner == null ? "<nil>" : of(inner);
                    return named ? Nodes.text(child, "Name") + ":" + text : text;
                })
                .collect(Collectors.joining(","));
    }
}
