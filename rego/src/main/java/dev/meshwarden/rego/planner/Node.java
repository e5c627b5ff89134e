package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.compile.CompiledRule;
import dev.meshwarden.rego.compile.RuleTree;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in the tree of rules.
 *
 * @param path below {@code data}
 */
record Node(RuleTree<CompiledRule> tree, List<Value> path) {
    /** What the rules of a place define together. */
    enum Kind {
        /** No rules: the document is made of what lies below. */
        INNER,
        FUNCTION,
        /** One value. */
        COMPLETE,
        /** A set. */
        SET,
        /** Objects, nested as deep as the rules' references say. */
        OBJECT
    }

    Node {
        path = List.copyOf(path);
    }

    Kind kind() {
        if (tree.rules().isEmpty()) {
            return Kind.INNER;
        }
        if (tree.rules().getFirst().isFunction()) {
            return Kind.FUNCTION;
        }
        if (tree.rules().stream().anyMatch(r -> !r.path().isGround())) {
            return Kind.OBJECT;
        }
        return tree.rules().getFirst().head().isMultiValue() ? Kind.SET : Kind.COMPLETE;
    }

    /** Every rule that has a part in the document. */
    List<CompiledRule> rules() {
        return kind() == Kind.OBJECT ? tree.allRules() : tree.rules();
    }

    /** The part of a rule's reference behind this place. */
    List<Term> keysOf(CompiledRule rule) {
        return rule.path().path().subList(path.size(), rule.path().path().size());
    }

    /** How many keys a reference may usefully bring: the longest way into the document. */
    int mostKeys() {
        int most = 0;
        for (CompiledRule r : rules()) {
            most = Math.max(most, keysOf(r).size() + (r.head().isMultiValue() ? 1 : 0));
        }
        return most;
    }

    /** Whether each rule gives one value under one key. */
    boolean isFlatObject() {
        return kind() == Kind.OBJECT
                && rules().stream()
                        .allMatch(r -> keysOf(r).size() == 1 && !r.head().isMultiValue());
    }

    List<Value> below(Value key) {
        List<Value> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    /** {@code data.a.b}. */
    String name() {
        var text = new StringBuilder("data");
        for (Value part : path) {
            if (part instanceof Str s && s.text().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                text.append('.').append(s.text());
            } else {
                text.append('[').append(part).append(']');
            }
        }
        return text.toString();
    }
}
