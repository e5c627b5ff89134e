package dev.meshwarden.rego.builtin.json;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Paths into a document, laid over one another; a path that ends hides all that go on through it. Filled, then only read. */
final class PathTree {
    private final Map<Value, PathTree> next = new HashMap<>();
    private boolean leaf;

    private PathTree() {}

    /** From the second argument: an array or set of JSON pointers or arrays of steps. */
    static PathTree of(Budget budget, Value[] arguments) {
        var root = new PathTree();
        List<List<Value>> paths = new ArrayList<>();
        for (Value path : Operands.members(arguments, 1, "set", "array")) {
            paths.add(steps(path));
        }
        for (List<Value> path : paths) {
            budget.steps(path.size());
            root.add(path);
        }
        return root;
    }

    /** The steps of a JSON pointer, or of an array of steps; refused for anything else. */
    static List<Value> steps(Value path) {
        return switch (path) {
            case Array a -> a.asList();
            case Str s -> s.text().isEmpty() ? List.of() : pointer(s.text());
            default ->
                    throw BuiltinError.type(
                            "operand 2 must be one of {set, array} containing string paths or array"
                                    + " of path segments but got "
                                    + path.typeName());
        };
    }

    private static List<Value> pointer(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) == '/') {
            from++;
        }
        List<Value> steps = new ArrayList<>();
        for (String part : text.substring(from).split("/", -1)) {
            steps.add(Str.of(part.replace("~1", "/").replace("~0", "~")));
        }
        return steps;
    }

    private void add(List<Value> path) {
        if (path.isEmpty()) {
            return;
        }
        PathTree node = this;
        for (Value step : path.subList(0, path.size() - 1)) {
            node = node.next.computeIfAbsent(step, _ -> new PathTree());
            if (node.leaf) {
                return;
            }
        }
        var last = new PathTree();
        last.leaf = true;
        node.next.put(path.getLast(), last);
    }

    boolean isLeaf() {
        return leaf;
    }

    @Nullable PathTree get(Value step) {
        return next.get(step);
    }
}
