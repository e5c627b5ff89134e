package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The rules that a reference may lead to, with all that read them, however far away. */
final class Dependents<R extends RuleShape> {
    private final RuleTree<R> tree;
    private final Map<R, List<R>> readers = new HashMap<>();

    /**
     * @param reads the rules that a rule reads
     */
    Dependents(RuleTree<R> tree, Collection<R> rules, Function<R, ? extends Collection<R>> reads) {
        this.tree = tree;
        for (R reader : rules) {
            for (R read : reads.apply(reader)) {
                readers.computeIfAbsent(read, _ -> new ArrayList<>()).add(reader);
            }
        }
    }

    /** Ground parts of their paths. */
    List<Ref> of(Ref target) {
        var reached = new LinkedHashSet<R>();
        if (target.head() instanceof Var(var name, _)) {
            RuleTree<R> root = tree.children().get(Str.of(name));
            if (root != null) {
                collect(root, target.path(), 0, reached);
            }
        }
        var waiting = new ArrayList<>(reached);
        while (!waiting.isEmpty()) {
            for (R reader : readers.getOrDefault(waiting.removeLast(), List.of())) {
                if (reached.add(reader)) {
                    waiting.add(reader);
                }
            }
        }
        return reached.stream().map(r -> r.path().groundPrefix()).toList();
    }

    private void collect(RuleTree<R> node, List<Term> path, int at, Set<R> found) {
        if (at > 0) {
            found.addAll(node.rules());
        }
        if (at == path.size()) {
            found.addAll(node.allRules());
        } else if (path.get(at) instanceof Scalar part) {
            RuleTree<R> child = node.child(part);
            if (child != null) {
                collect(child, path, at + 1, found);
            }
        } else {
            node.children().values().forEach(c -> collect(c, path, at + 1, found));
        }
    }
}
