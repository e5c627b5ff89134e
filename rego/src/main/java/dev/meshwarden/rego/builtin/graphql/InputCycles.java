package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Input objects that need themselves can never be written. */
final class InputCycles {
    private final SchemaModel schema;
    private final Set<String> visited = new HashSet<>();
    private final List<Obj> path = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    InputCycles(SchemaModel schema) {
        this.schema = schema;
    }

    void check() {
        schema.types.values().stream().filter(t -> t.is("INPUT_OBJECT")).forEach(this::visit);
    }

    private void visit(TypeDefinition type) {
        if (!visited.add(type.name)) {
            return;
        }
        places.put(type.name, path.size());
        for (Obj field : type.fields) {
            TypeRef reference = TypeRef.of(field);
            TypeDefinition needed = schema.type(reference.named());
            if (reference.required() && needed != null && needed.is("INPUT_OBJECT")) {
                path.add(field);
                Integer from = places.get(needed.name);
                if (from != null) {
                    throw cycle(needed, path.subList(from, path.size()));
                }
                visit(needed);
                path.removeLast();
            }
        }
        places.remove(type.name);
    }

    private static GraphqlFault cycle(TypeDefinition type, List<Obj> fields) {
        String names = String.join(".", fields.stream().map(f -> Nodes.text(f, "Name")).toList());
        return new GraphqlFault(
                "Cannot reference Input Object "
                        + Str.of(type.name)
                        + " within itself through a series of non-null fields: "
                        + Str.of(names)
                        + ".",
                Place.of(fields.getFirst()));
    }
}
