package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.value.Str;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Works out which rule may read which. After {@link BuildRuleTree} and {@link RewriteExprTerms}; in front of the stages that move terms to the ends of bodies, since a binding
 * counts only for what stands behind it: see {@link FiniteValues}.
 */
final class BuildGraph implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> add(rule, draft));
        }
    }

    private static void add(RuleDraft rule, Draft draft) {
        draft.graph.add(rule);
        var values = new FiniteValues(rule.body);
        for (int i = 0; i < rule.body.size(); i++) {
            references(rule, rule.body.get(i), i, values, draft);
        }
        references(rule, rule.head, rule.body.size(), values, draft);
    }

    private static void references(
            RuleDraft rule, Node root, int index, FiniteValues values, Draft draft) {
        Walk.over(
                root,
                node -> {
                    if (node instanceof Ref ref) {
                        for (Ref one : values.expand(ref, index)) {
                            mayRead(draft.tree, one)
                                    .forEach(read -> read.branches(b -> draft.graph.add(rule, b)));
                        }
                    }
                    return true;
                });
    }

    /** The rules a reference may refer to, at, above or below it; parts that are no constants may be anything. */
    static <R extends RuleShape> Set<R> mayRead(RuleTree<R> tree, Ref ref) {
        var found = new LinkedHashSet<R>();
        RuleTree<R> root = tree.children().get(Str.of(ref.name()));
        if (root != null) {
            collect(root, ref, 0, found);
        }
        return found;
    }

    private static <R extends RuleShape> void collect(
            RuleTree<R> node, Ref ref, int at, Set<R> found) {
        for (R rule : node.rules()) {
            if (at >= ref.path().size() || mayMeet(rule.path(), ref, at)) {
                found.add(rule);
            }
        }
        if (at >= ref.path().size()) {
            found.addAll(node.allRules());
            return;
        }
        Term part = ref.path().get(at);
        if (Constants.is(part)) {
            RuleTree<R> child = node.child(part);
            if (child != null) {
                collect(child, ref, at + 1, found);
            }
        } else {
            node.children().values().forEach(child -> collect(child, ref, at + 1, found));
        }
    }

    private static boolean mayMeet(Ref rule, Ref ref, int from) {
        for (int i = from; i < rule.path().size() && i < ref.path().size(); i++) {
            Term a = rule.path().get(i);
            Term b = ref.path().get(i);
            if (Constants.is(a) && Constants.is(b) && !a.same(b)) {
                return false;
            }
        }
        return true;
    }
}
