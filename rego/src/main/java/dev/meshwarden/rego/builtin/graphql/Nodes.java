package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree is gqlparser's, as JSON: objects under the names of Go's fields. That is what policies get and may hand back, so nothing
 * is translated. While a document is looked at, nodes also have their place, which {@link #pruned} takes out.
 */
final class Nodes {
    /** Where a node stands: row and column. */
    static final String POSITION = "Position";

    private Nodes() {}

    /** A text field; empty when it is not there. */
    static String text(Obj node, String field) {
        return switch (node.get(field)) {
            case null -> "";
            case Null _ -> "";
            case Str s -> s.text();
            case Value other -> throw wrong(other, field, "string");
        };
    }

    static boolean flag(Obj node, String field) {
        return switch (node.get(field)) {
            case null -> false;
            case Null _ -> false;
            case Bool b -> b.value();
            case Value other -> throw wrong(other, field, "bool");
        };
    }

    static int number(Obj node, String field) {
        return switch (node.get(field)) {
            case null -> 0;
            case Null _ -> 0;
            case Num n when n.isLong() -> (int) n.longOr(0);
            case Value other -> throw wrong(other, field, "int");
        };
    }

    /** A node below; null when it is not there. */
    static @Nullable Obj node(Obj node, String field) {
        return switch (node.get(field)) {
            case null -> null;
            case Null _ -> null;
            case Obj o -> o;
            case Value other -> throw wrong(other, field, "struct");
        };
    }

    static List<Obj> list(Obj node, String field) {
        List<Obj> found = new ArrayList<>();
        for (Value item : items(node, field)) {
            if (!(item instanceof Obj o)) {
                throw wrong(item, field, "struct");
            }
            found.add(o);
        }
        return found;
    }

    static List<String> texts(Obj node, String field) {
        List<String> found = new ArrayList<>();
        for (Value item : items(node, field)) {
            if (!(item instanceof Str s)) {
                throw wrong(item, field, "string");
            }
            found.add(s.text());
        }
        return found;
    }

    private static Array items(Obj node, String field) {
        return switch (node.get(field)) {
            case null -> Array.EMPTY;
            case Null _ -> Array.EMPTY;
            case Array a -> a;
            case Value other -> throw wrong(other, field, "slice");
        };
    }

    private static BuiltinError wrong(Value found, String field, String wanted) {
        return BuiltinError.failed(
                "json: cannot unmarshal "
                        + found.typeName()
                        + " into Go struct field ."
                        + field
                        + " of type "
                        + wanted);
    }

    /** The item with this name; null when there is none. */
    static @Nullable Obj named(List<Obj> items, String name) {
        for (Obj item : items) {
            if (text(item, "Name").equals(name)) {
                return item;
            }
        }
        return null;
    }

    /** Without places, nulls, and what is empty: what policies see. */
    static Obj pruned(Obj node) {
        Obj.Builder out = Obj.builder(node.size());
        for (int i = 0; i < node.size(); i++) {
            Value value = pruned(node.valueAt(i));
            if (value != null && !node.keyAt(i).equals(Str.of(POSITION))) {
                out.put(node.keyAt(i), value);
            }
        }
        return out.build();
    }

    private static @Nullable Value pruned(Value value) {
        return switch (value) {
            case Null _ -> null;
            case Obj o -> {
                Obj less = pruned(o);
                yield less.size() == 0 ? null : less;
            }
            case Array a -> {
                List<Value> kept = new ArrayList<>();
                for (Value item : a) {
                    Value less = pruned(item);
                    if (less != null) {
                        kept.add(less);
                    }
                }
                yield kept.isEmpty() ? null : Array.ofList(kept);
            }
            case Value other -> other;
        };
    }
}
