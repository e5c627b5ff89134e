package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of fragments and of where they are spread. */
final class FragmentRules {
    private final QueryState state;
    private final Overlaps overlaps;
    private final Set<String> used = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> visited = new HashSet<>();
    private boolean inDefinitions;

    FragmentRules(QueryState state, Overlaps overlaps) {
        this.state = state;
        this.overlaps = overlaps;
    }

    void inline(@Nullable TypeDefinition parent, Obj fragment) {
        String condition = Nodes.text(fragment, "TypeCondition");
        TypeDefinition type = state.condition(fragment);
        if (type != null && !type.isComposite()) {
            state.report(
                    "Fragment cannot condition on non composite type \"" + condition + "\".",
                    fragment);
        }
        if (!condition.isEmpty() && type == null) {
            state.report("Unknown type \"" + condition + "\".", fragment);
        }
        overlaps.check(condition.isEmpty() ? parent : type, fragment);
        if (parent != null && neverMeet(parent, type)) {
            state.report(
                    "Fragment cannot be spread here as objects of type \""
                            + parent.name
                            + "\" can never be of type \""
                            + condition
                            + "\".",
                    fragment);
        }
    }

    void spread(@Nullable TypeDefinition parent, Obj spread, @Nullable Obj fragment) {
        String name = Nodes.text(spread, "Name");
        if (fragment == null) {
            state.report("Unknown fragment \"" + name + "\".", spread);
        }
        if (!inDefinitions) {
            used.add(name);
        }
        if (parent != null && fragment != null && neverMeet(parent, state.condition(fragment))) {
            state.report(
                    "Fragment \""
                            + name
                            + "\" cannot be spread here as objects of type \""
                            + parent.name
                            + "\" can never be of type \""
                            + Nodes.text(fragment, "TypeCondition")
                            + "\".",
                    spread);
        }
    }

    private boolean neverMeet(TypeDefinition parent, @Nullable TypeDefinition type) {
        if (type == null || !type.isComposite() || !parent.isComposite()) {
            return false;
        }
        List<TypeDefinition> parents =
                parent.isAbstract() ? state.schema.possibleTypes(parent) : List.of(parent);
        return state.schema.possibleTypes(type).stream()
                .noneMatch(t -> parents.stream().anyMatch(p -> p.name.equals(t.name)));
    }

    void definition(Obj fragment, @Nullable TypeDefinition type) {
        inDefinitions = true;
        String name = Nodes.text(fragment, "Name");
        String condition = Nodes.text(fragment, "TypeCondition");
        if (type != null && !type.isComposite()) {
            state.report(
                    "Fragment \""
                            + name
                            + "\" cannot condition on non composite type \""
                            + condition
                            + "\".",
                    fragment);
        }
        if (type == null) {
            state.report("Unknown type \"" + condition + "\".", fragment);
        }
        cycles(fragment, new ArrayList<>(), new HashMap<>());
        if (!used.contains(name)) {
            state.report("Fragment \"" + name + "\" is never used.", fragment);
        }
        overlaps.check(type, fragment);
        if (!names.add(name)) {
            state.report("There can be only one fragment named \"" + name + "\".", fragment);
        }
    }

    private void cycles(Obj fragment, List<String> path, Map<String, Integer> places) {
        String name = Nodes.text(fragment, "Name");
        if (!visited.add(name)) {
            return;
        }
        places.put(name, path.size());
        List<Obj> spreads = new ArrayList<>();
        collectSpreads(fragment, spreads);
        for (Obj spread : spreads) {
            String target = Nodes.text(spread, "Name");
            Integer from = places.get(target);
            Obj next = state.fragments.get(target);
            if (from != null) {
                String via =
                        String.join(
                                ", ",
                                path.subList(from, path.size()).stream()
                                        .map(n -> '"' + n + '"')
                                        .toList());
                state.report(
                        "Cannot spread fragment \""
                                + target
                                + "\" within itself"
                                + (via.isEmpty() ? "" : " via " + via)
                                + ".",
                        spread);
            } else if (next != null) {
                path.add(target);
                cycles(next, path, places);
                path.removeLast();
            }
        }
        places.remove(name);
    }

    private static void collectSpreads(Obj owner, List<Obj> spreads) {
        for (Obj selection : Nodes.list(owner, "SelectionSet")) {
            if (Selections.isField(selection) || Selections.isInlineFragment(selection)) {
                collectSpreads(selection, spreads);
            } else {
                spreads.add(selection);
            }
        }
    }
}
