package dev.meshwarden.rego.builtin.jsonpatch;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A document while patches are applied to it. Every container that is copied counts against the budget. */
final class PatchedDocument {
    private final Budget budget;
    private @Nullable Value root; // null once it was removed

    PatchedDocument(Budget budget, Value root) {
        this.budget = budget;
        this.root = root;
    }

    /** Null when a patch has removed the whole document. */
    @Nullable Value root() {
        return root;
    }

    Value find(List<Value> path) {
        Value at = present();
        for (Value key : path) {
            at = child(at, key);
        }
        return at;
    }

    void insert(List<Value> path, Value value) {
        root = path.isEmpty() ? value : change(present(), path, 0, value);
    }

    void remove(List<Value> path) {
        Value before = present();
        root = path.isEmpty() ? null : change(before, path, 0, null);
    }

    private Value present() {
        if (root == null) {
            throw BuiltinError.failed("deleted node encountered during insert operation");
        }
        return root;
    }

    /** The container with one change below it: the value put at the path's end, or what is there taken out when it is null. */
    private Value change(Value container, List<Value> path, int step, @Nullable Value value) {
        Value key = path.get(step);
        if (step == path.size() - 1) {
            return value == null ? without(container, key) : with(container, key, value);
        }
        Value changed = change(child(container, key), path, step + 1, value);
        return switch (container) {
            case Obj o -> counted(o.size(), o.with(key, changed));
            case RegoSet s ->
                    counted(s.size(), s.minus(RegoSet.of(key)).union(RegoSet.of(changed)));
            case Array a -> {
                int index = index(a, key);
                yield counted(
                        a.size(),
                        a.slice(0, index)
                                .plus(Array.of(changed))
                                .plus(a.slice(index + 1, a.size())));
            }
            case Value other -> throw notComposite(key, other);
        };
    }

    private Value counted(int size, Value value) {
        budget.steps(1 + size / 16);
        return value;
    }

    private static Value child(Value container, Value key) {
        Value found =
                switch (container) {
                    case Obj o -> o.get(key);
                    case RegoSet s -> s.contains(key) ? key : null;
                    case Array a -> {
                        int index = index(a, key);
                        yield index < 0 || index >= a.size() ? null : a.at(index);
                    }
                    case Value other -> throw notComposite(key, other);
                };
        if (found == null) {
            throw BuiltinError.failed(
                    "path "
                            + key
                            + " does not exist in "
                            + container.typeName()
                            + " term "
                            + container);
        }
        return found;
    }

    private static BuiltinError notComposite(Value found) {
        String type =
                switch (found) {
                    case Str _ -> "String";
                    case Num _ -> "Number";
                    case Bool _ -> "Boolean";
                    case Null _, Array _, Obj _, RegoSet _ -> "Null";
                };
        return BuiltinError.failed(
                "expected composite type, found value: " + found + " (type: ast." + type + ")");
    }

    private static BuiltinError notComposite(Value key, Value found) {
        return BuiltinError.failed(
                "expected composite type for path " + key + ", found value: " + found);
    }

    private Value with(Value container, Value key, Value value) {
        return switch (container) {
            case Obj o -> counted(o.size(), o.with(key, value));
            case RegoSet s -> {
                if (!key.equals(value)) {
                    throw BuiltinError.failed(
                            "set key " + key + " does not equal value to be inserted " + value);
                }
                yield counted(s.size(), s.union(RegoSet.of(value)));
            }
            case Array a -> {
                int index = index(a, key);
                if (index < 0 || index > a.size()) {
                    throw BuiltinError.failed("index for array insertion out of bounds");
                }
                yield counted(
                        a.size(),
                        a.slice(0, index).plus(Array.of(value)).plus(a.slice(index, a.size())));
            }
            case Value other -> throw notComposite(other);
        };
    }

    private Value without(Value container, Value key) {
        return switch (container) {
            case Obj o when o.containsKey(key) -> counted(o.size(), o.without(key));
            case RegoSet s when s.contains(key) -> counted(s.size(), s.minus(RegoSet.of(key)));
            case Obj _, RegoSet _ ->
                    throw BuiltinError.failed(
                            "cannot delete child key " + key + " that does not exist");
            case Array a -> {
                int index = index(a, key);
                if (index < 0 || index >= a.size()) {
                    throw BuiltinError.failed("index for array delete out of bounds");
                }
                yield counted(a.size(), a.slice(0, index).plus(a.slice(index + 1, a.size())));
            }
            case Value other -> throw notComposite(other);
        };
    }

    /** The place a key means in an array: {@code -} is behind the last element. */
    private static int index(Array array, Value key) {
        return switch (key) {
            case Num n when n.isInteger() -> Math.clamp(n.longOr(-1), -1, Integer.MAX_VALUE);
            case Num _ -> throw BuiltinError.failed("invalid number type for indexing");
            case Str s when s.text().equals("-") -> array.size();
            case Str s -> index(s.text());
            case Value _ -> throw BuiltinError.failed("invalid type for indexing");
        };
    }

    private static int index(String text) {
        if (!text.matches("-?[0-9]{1,9}(\\.0+)?")) {
            throw BuiltinError.failed("invalid string for indexing");
        }
        if (text.length() > 1 && text.startsWith("0")) {
            throw BuiltinError.failed("leading zeros are not allowed in JSON paths");
        }
        return Math.clamp(Num.parse(text).longOr(-1), -1, Integer.MAX_VALUE);
    }
}
