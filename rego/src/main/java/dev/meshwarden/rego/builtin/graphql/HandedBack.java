package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/**
 * Queries that a policy hands back as trees. OPA's reading of them takes every selection for a field, spreads and inline fragments
 * too; so do we.
 */
final class HandedBack {
    private static final Str ALIAS = Str.of("Alias");

    private HandedBack() {}

    static Obj query(Obj tree) {
        return eachOf(eachOf(tree, "Operations"), "Fragments");
    }

    private static Obj eachOf(Obj tree, String list) {
        if (!(tree.get(list) instanceof Array items)) {
            return tree;
        }
        return tree.with(
                list,
                Array.ofList(
                        items.asList().stream()
                                .map(item -> item instanceof Obj o ? selections(o) : item)
                                .toList()));
    }

    private static Obj selections(Obj node) {
        return node.get("SelectionSet") instanceof Array items
                ? node.with(
                        "SelectionSet",
                        Array.ofList(items.asList().stream().map(HandedBack::asField).toList()))
                : node;
    }

    private static Value asField(Value selection) {
        if (!(selection instanceof Obj node)) {
            return selection;
        }
        Obj field = node.containsKey(ALIAS) ? node : node.with(ALIAS, Str.EMPTY);
        return selections(field.without(Str.of("TypeCondition")));
    }
}
