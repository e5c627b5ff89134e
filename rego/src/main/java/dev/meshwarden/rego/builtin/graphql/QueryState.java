package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all rules of one check know, and where they put what they find. Confined to that check. */
final class QueryState {
    private static final int MOST_FAULTS = 1_000;

    final Budget budget;
    final SchemaModel schema;
    final Obj document;
    final Map<String, Obj> fragments = new HashMap<>();
    final List<GraphqlFault> faults = new ArrayList<>();

    /** The operation that is walked; null inside a fragment that is walked for itself. */
    @Nullable Obj operation;

    final Map<String, Obj> variables = new HashMap<>();
    final Set<String> usedVariables = new HashSet<>();

    QueryState(Budget budget, SchemaModel schema, Obj document) {
        this.budget = budget;
        this.schema = schema;
        this.document = document;
        for (Obj fragment : Nodes.list(document, "Fragments")) {
            fragments.putIfAbsent(Nodes.text(fragment, "Name"), fragment);
        }
    }

    void report(String message, Obj at) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new GraphqlFault(message, Place.of(at)));
        }
    }

    /** The fragment of a spread; null when there is none. */
    @Nullable Obj fragment(Obj spread) {
        return fragments.get(Nodes.text(spread, "Name"));
    }

    @Nullable TypeDefinition condition(Obj fragment) {
        return schema.type(Nodes.text(fragment, "TypeCondition"));
    }
}
