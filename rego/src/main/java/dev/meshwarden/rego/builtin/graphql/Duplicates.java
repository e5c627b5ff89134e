package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that a type may have only once. */
final class Duplicates {
    private Duplicates() {}

    /** Throws {@link GraphqlFault} at the second of two. */
    static void check(TypeDefinition type) {
        check("Field ", type, type.fields);
        check("Enum value ", type, type.enumValues);
        Set<String> members = new HashSet<>();
        for (String member : type.members) {
            if (!members.add(member)) {
                throw new GraphqlFault(
                        "Union type " + type.name + " can only include type " + member + " once.",
                        type.at);
            }
        }
    }

    private static void check(String what, TypeDefinition type, List<Obj> items) {
        Set<String> names = new HashSet<>();
        for (Obj item : items) {
            String name = Nodes.text(item, "Name");
            if (!names.add(name)) {
                throw new GraphqlFault(
                        what + type.name + "." + name + " can only be defined once.",
                        Place.of(item));
            }
        }
    }
}
