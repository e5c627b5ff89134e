package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What fields and directives have in common about their arguments. */
final class Arguments {
    private Arguments() {}

    /** Those that must be given and are not. */
    static List<Obj> missing(List<Obj> given, List<Obj> known) {
        return known.stream()
                .filter(a -> TypeRef.of(a).required())
                .filter(a -> Nodes.node(a, "DefaultValue") == null)
                .filter(a -> Nodes.named(given, Nodes.text(a, "Name")) == null)
                .toList();
    }

    static void once(QueryState state, List<Obj> given) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (Obj argument : given) {
            String name = Nodes.text(argument, "Name");
            if (!seen.add(name) && twice.add(name)) {
                state.report("There can be only one argument named \"" + name + "\".", argument);
            }
        }
    }
}
