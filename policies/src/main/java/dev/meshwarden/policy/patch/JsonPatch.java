package dev.meshwarden.policy.patch;

import dev.meshwarden.policy.patch.Application.Applied;
import dev.meshwarden.policy.patch.Application.Refused;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON Patch, RFC 6902, over values. */
public final class JsonPatch {
    private JsonPatch() {}

    /** Applies the operations in order; the first that does not apply refuses them all. */
    public static Application apply(Value document, List<Patch.Op> ops) {
        Value result = document;
        for (int i = 0; i < ops.size(); i++) {
            switch (one(result, ops.get(i))) {
                case Applied(var next) -> result = next;
                case Refused(_, var reason) -> {
                    return new Refused(i, reason);
                }
            }
        }
        return new Applied(result);
    }

    private static Application one(Value root, Patch.Op op) {
        Optional<Pointer> path = Pointer.parse(op.path());
        if (path.isEmpty()) {
            return refused("`" + op.path() + "` is no JSON pointer");
        }
        Pointer at = path.get();
        return switch (op.op()) {
            case "add" -> withValue(op, value -> add(root, at, value));
            case "remove" -> remove(root, at);
            case "replace" -> withValue(op, value -> replace(root, at, value));
            case "test" -> withValue(op, value -> test(root, at, value));
            case "move" -> from(op, from -> move(root, from, at));
            case "copy" -> from(op, from -> copy(root, from, at));
            default -> refused("`" + op.op() + "` is no operation");
        };
    }

    private interface OnValue {
        Application apply(Value value);
    }

    private interface OnPointer {
        Application apply(Pointer from);
    }

    private static Application withValue(Patch.Op op, OnValue next) {
        Value value = op.value();
        return value == null ? refused("`" + op.op() + "` has no value") : next.apply(value);
    }

    private static Application from(Patch.Op op, OnPointer next) {
        return Pointer.parse(op.from())
                .map(next::apply)
                .orElseGet(() -> refused("`" + op.from() + "` is no JSON pointer"));
    }

    private static Application test(Value root, Pointer at, Value expected) {
        Value found = at.find(root);
        if (found == null) {
            return refused("test: nothing stands at " + shown(at));
        }
        return found.equals(expected)
                ? new Applied(root)
                : refused("test: " + shown(at) + " has changed");
    }

    private static Application move(Value root, Pointer from, Pointer to) {
        Value value = from.find(root);
        if (value == null) {
            return refused("move: nothing stands at " + shown(from));
        }
        if (to.isWithin(from)) {
            return to.equals(from)
                    ? new Applied(root)
                    : refused("move: " + shown(from) + " cannot go into itself");
        }
        return switch (remove(root, from)) {
            case Applied(var without) -> add(without, to, value);
            case Refused r -> r;
        };
    }

    private static Application copy(Value root, Pointer from, Pointer to) {
        Value value = from.find(root);
        return value == null
                ? refused("copy: nothing stands at " + shown(from))
                : add(root, to, value);
    }

    private static Application add(Value root, Pointer at, Value value) {
        if (at.isRoot()) {
            return new Applied(value);
        }
        return inParent(root, at, "add", (parent, key) -> put(parent, key, value));
    }

    private static @Nullable Value put(Value parent, String key, Value value) {
        return switch (parent) {
            case Obj o -> o.with(key, value);
            case Array a -> {
                List<Value> items = new ArrayList<>(a.asList());
                int index = key.equals("-") ? items.size() : index(key);
                if (index < 0 || index > items.size()) {
                    yield null;
                }
                items.add(index, value);
                yield Array.ofList(items);
            }
            default -> null;
        };
    }

    private static Application replace(Value root, Pointer at, Value value) {
        if (at.isRoot()) {
            return new Applied(value);
        }
        return at.find(root) == null
                ? refused("replace: nothing stands at " + shown(at))
                : inParent(root, at, "replace", (parent, key) -> set(parent, key, value));
    }

    private static @Nullable Value set(Value parent, String key, Value value) {
        return switch (parent) {
            case Obj o -> o.with(key, value);
            case Array a -> {
                List<Value> items = new ArrayList<>(a.asList());
                items.set(index(key), value);
                yield Array.ofList(items);
            }
            default -> null;
        };
    }

    private static Application remove(Value root, Pointer at) {
        if (at.isRoot()) {
            return refused("remove: the whole document cannot go");
        }
        return at.find(root) == null
                ? refused("remove: nothing stands at " + shown(at))
                : inParent(root, at, "remove", JsonPatch::drop);
    }

    private static @Nullable Value drop(Value parent, String key) {
        return switch (parent) {
            case Obj o -> o.without(Str.of(key));
            case Array a -> {
                List<Value> items = new ArrayList<>(a.asList());
                items.remove(index(key));
                yield Array.ofList(items);
            }
            default -> null;
        };
    }

    private interface Edit {
        @Nullable Value apply(Value parent, String key);
    }

    private static Application inParent(Value root, Pointer at, String op, Edit edit) {
        Value changed = rebuilt(root, at, 0, edit);
        return changed == null
                ? refused(op + ": nothing can stand at " + shown(at))
                : new Applied(changed);
    }

    /** The document with the edit done in the container of the pointer's last token; null when there is no such container. */
    private static @Nullable Value rebuilt(Value here, Pointer at, int depth, Edit edit) {
        String token = at.tokens().get(depth);
        if (depth == at.tokens().size() - 1) {
            return edit.apply(here, token);
        }
        Value child = new Pointer(List.of(token)).find(here);
        Value changed = child == null ? null : rebuilt(child, at, depth + 1, edit);
        return changed == null ? null : set(here, token, changed);
    }

    private static int index(String token) {
        return Pointer.isIndex(token) ? Integer.parseInt(token) : -1;
    }

    private static String shown(Pointer at) {
        return at.isRoot() ? "the document" : at.toString();
    }

    private static Application refused(String reason) {
        return new Refused(-1, reason);
    }
}
