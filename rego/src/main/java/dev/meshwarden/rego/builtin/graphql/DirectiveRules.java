package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules of directives in queries. */
final class DirectiveRules {
    private final QueryState state;
    private final Set<String> misplaced = new HashSet<>();

    DirectiveRules(QueryState state) {
        this.state = state;
    }

    void directive(Obj use, @Nullable Obj definition, String location) {
        String name = Nodes.text(use, "Name");
        List<Obj> given = Nodes.list(use, "Arguments");
        if (definition == null) {
            state.report("Unknown directive \"@" + name + "\".", use);
        } else {
            List<Obj> known = Nodes.list(definition, "Arguments");
            for (Obj argument : given) {
                String argumentName = Nodes.text(argument, "Name");
                if (Nodes.named(known, argumentName) == null) {
                    state.report(
                            "Unknown argument \""
                                    + argumentName
                                    + "\" on directive \"@"
                                    + name
                                    + "\".",
                            use);
                }
            }
            place(use, name, definition, location);
            for (Obj argument : Arguments.missing(given, known)) {
                state.report(
                        "Directive \"@"
                                + name
                                + "\" argument \""
                                + Nodes.text(argument, "Name")
                                + "\" of type \""
                                + TypeRef.of(argument)
                                + "\" is required, but it was not provided.",
                        use);
            }
        }
        Arguments.once(state, given);
    }

    private void place(Obj use, String name, Obj definition, String location) {
        if (!Nodes.texts(definition, "Locations").contains(location)
                && misplaced.add(name + Place.of(use))) {
            state.report("Directive \"@" + name + "\" may not be used on " + location + ".", use);
        }
    }

    void list(List<Obj> uses) {
        Set<String> seen = new HashSet<>();
        for (Obj use : uses) {
            String name = Nodes.text(use, "Name");
            Obj definition = state.schema.directives.get(name);
            boolean repeatable = definition != null && Nodes.flag(definition, "IsRepeatable");
            if (!seen.add(name) && !repeatable) {
                state.report(
                        "The directive \"@" + name + "\" can only be used once at this location.",
                        use);
            }
        }
    }
}
