package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.TermOrder;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.type.Types;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Types under paths: of documents by their reference, of variables by their name. Threading: confined to one check. */
final class TypeTree {
    private final Map<Term, TypeTree> children = new TreeMap<>(TermOrder.INSTANCE);
    private @Nullable Type type;
    private int changes;

    /** Null when nothing is known there. */
    @Nullable TypeTree child(Term part) {
        return children.get(part);
    }

    Iterable<TypeTree> children() {
        return children.values();
    }

    List<Term> keys() {
        return List.copyOf(children.keySet());
    }

    boolean isLeaf() {
        return type != null;
    }

    Type type() {
        return type == null ? Type.UNKNOWN : type;
    }

    /** How often something was put in here: what was worked out from an unchanged tree still holds. */
    int changes() {
        return changes;
    }

    void put(List<Term> path, Type put) {
        changes++;
        TypeTree node = this;
        for (Term part : path) {
            node = node.children.computeIfAbsent(part, _ -> new TypeTree());
        }
        node.type = Types.isKnown(put) ? Types.bounded(put) : null;
    }

    void put(Term key, Type put) {
        put(List.of(key), put);
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    /** What a look at everything below answers: an object of what is known, and of whatever else there may be. */
    Type extent() {
        if (type != null) {
            return type;
        }
        var known = new ArrayList<Type.Property>();
        children.forEach((key, child) -> {
            if (key instanceof Scalar(var value, _)) {
                known.add(new Type.Property(value, child.extent()));
            }
        });
        return Types.object(known, Optional.of(Types.OPEN));
    }

    /** Adds what one more rule says of a ground path; types of objects on the way and below take it in. */
    void insert(List<Term> path, Type whole, Function<Term, Type> typeOfKey) {
        Type added = Types.bounded(whole);
        changes++;
        TypeTree node = this;
        for (int i = 0; i < path.size(); i++) {
            TypeTree child = node.children.get(path.get(i));
            if (child == null) {
                child = new TypeTree();
                node.children.put(path.get(i), child);
            } else if (child.type instanceof Type.ObjectOf object && i + 1 < path.size()) {
                child.type = with(object, path.subList(i + 1, path.size()), added, typeOfKey);
            }
            node = child;
        }
        node.type = node.type == null ? added : merge(node.type, added);
        if (added instanceof Type.ObjectOf
                && node.type instanceof Type.ObjectOf object
                && node.hasChildren()) {
            var merged = new Type.ObjectOf[] {object};
            node.leaves(
                    List.of(), (below, of) -> merged[0] = with(merged[0], below, of, typeOfKey));
            node.type = merged[0];
        }
    }

    private interface Leaf {
        void at(List<Term> path, Type type);
    }

    private void leaves(List<Term> path, Leaf action) {
        children.forEach((key, child) -> {
            var below = new ArrayList<>(path);
            below.add(key);
            if (child.type != null) {
                action.at(below, child.type);
            } else {
                child.leaves(below, action);
            }
        });
    }

    private static Type.ObjectOf with(
            Type.ObjectOf object, List<Term> path, Type added, Function<Term, Type> typeOfKey) {
        if (path.isEmpty()) {
            return object;
        }
        Type key = typeOfKey.apply(path.getFirst());
        Type value =
                path.size() == 1
                        ? added
                        : with(
                                new Type.ObjectOf(List.of(), Optional.empty()),
                                path.subList(1, path.size()),
                                added,
                                typeOfKey);
        Type.Dynamic rest =
                object.rest()
                        .map(d ->
                                new Type.Dynamic(
                                        Types.or(d.key(), key), Types.or(d.value(), value)))
                        .orElseGet(() -> new Type.Dynamic(key, value));
        return new Type.ObjectOf(object.known(), Optional.of(rest));
    }

    /** What two rules of one document say of it together. */
    static Type merge(Type a, Type b) {
        return switch (a) {
            case Type.ObjectOf(var known, var rest) when known.isEmpty() ->
                    switch (b) {
                        case Type.ObjectOf(var more, var further) when more.isEmpty() ->
                                rest.isEmpty()
                                        ? b
                                        : further.isEmpty()
                                                ? a
                                                : dynamics(rest.get(), further.get());
                        case Type.Any(var of) when rest.isPresent() ->
                                intoUnion(of, rest.get(), a, b);
                        default -> Types.or(a, b);
                    };
            case Type.SetOf(var member) when b instanceof Type.SetOf(var other) ->
                    new Type.SetOf(Types.or(member, other));
            case Type.Any _ when !(b instanceof Type.Any) -> merge(b, a);
            default -> Types.or(a, b);
        };
    }

    private static Type dynamics(Type.Dynamic a, Type.Dynamic b) {
        return new Type.ObjectOf(
                List.of(),
                Optional.of(
                        new Type.Dynamic(
                                Types.or(a.key(), b.key()), mergeKnown(a.value(), b.value()))));
    }

    private static Type mergeKnown(Type a, Type b) {
        return !Types.isKnown(a) ? b : !Types.isKnown(b) ? a : merge(a, b);
    }

    private static Type intoUnion(List<Type> of, Type.Dynamic rest, Type a, Type b) {
        for (int i = 0; i < of.size(); i++) {
            if (of.get(i) instanceof Type.ObjectOf(var known, var further)
                    && known.isEmpty()
                    && further.isPresent()) {
                var changed = new ArrayList<>(of);
                changed.set(
                        i,
                        new Type.ObjectOf(
                                List.of(),
                                Optional.of(
                                        new Type.Dynamic(
                                                Types.or(further.get().key(), rest.key()),
                                                Types.or(further.get().value(), rest.value())))));
                return new Type.Any(changed);
            }
        }
        return Types.or(a, b);
    }
}
