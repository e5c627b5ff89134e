package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Rules by path. The root stands above {@code data}; each level down is one part of the path. A rule lies at the ground part of its
 * path: {@code data.a.p[x].q} lies at {@code data.a.p}. A package without rules is a node without rules.
 *
 * @param rules that lie here, in the order of modules and source
 * @param children in the order of their keys
 */
public record RuleTree<R extends RuleShape>(List<R> rules, SortedMap<Value, RuleTree<R>> children) {
    private static final Str SYSTEM = Str.of("system");

    public RuleTree {
        rules = List.copyOf(rules);
        children = Collections.unmodifiableSortedMap(new TreeMap<>(children));
    }

    /** Null when there is none. A variable leads nowhere, but the head of a reference is a name. */
    public @Nullable RuleTree<R> child(Term part) {
        return part instanceof Scalar(var value, _) ? children.get(value) : null;
    }

    /** The node a whole reference leads to; null when there is none. */
    public @Nullable RuleTree<R> find(Ref ref) {
        RuleTree<R> node = root(ref);
        for (Term part : ref.path()) {
            if (node == null) {
                return null;
            }
            node = node.child(part);
        }
        return node;
    }

    /** The node of a reference's head, seen from the root; null unless it is a known name. */
    public @Nullable RuleTree<R> root(Ref ref) {
        return ref.head() instanceof Var(var name, _) ? children.get(Str.of(name)) : null;
    }

    /** This node, then all below it in the order of their keys. */
    public void walk(Consumer<RuleTree<R>> action) {
        action.accept(this);
        children.values().forEach(c -> c.walk(action));
    }

    /** All rules here and below. */
    public List<R> allRules() {
        var all = new ArrayList<R>();
        walk(node -> all.addAll(node.rules));
        return all;
    }

    /** Whether a look at the whole of {@code data} passes over this child of it. */
    public static boolean isHidden(Value key) {
        return key.equals(SYSTEM);
    }

    /** The same tree of other rules. */
    <S extends RuleShape> RuleTree<S> map(Function<R, S> change) {
        var changed = new TreeMap<Value, RuleTree<S>>();
        children.forEach((key, child) -> changed.put(key, child.map(change)));
        return new RuleTree<>(rules.stream().map(change).toList(), changed);
    }

    /** Collects rules under paths. Confined to one thread. */
    static final class Builder<R extends RuleShape> {
        private final List<R> rules = new ArrayList<>();
        private final TreeMap<Value, Builder<R>> children = new TreeMap<>();

        void add(Ref path, R rule) {
            node(path.groundPrefix()).rules.add(rule);
        }

        /** The node of a ground path, made when it is missing. */
        Builder<R> node(Ref path) {
            Builder<R> node = child(Str.of(path.name()));
            for (Term part : path.path()) {
                node = node.child(((Scalar) part).value());
            }
            return node;
        }

        private Builder<R> child(Value key) {
            return children.computeIfAbsent(key, _ -> new Builder<>());
        }

        RuleTree<R> build() {
            var built = new TreeMap<Value, RuleTree<R>>();
            children.forEach((key, child) -> built.put(key, child.build()));
            return new RuleTree<>(rules, built);
        }
    }
}
