package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
        var reads = new ArrayList<Read>();
        var values = new FiniteValues(rule.body);
        for (int i = 0; i < rule.body.size(); i++) {
            collect(rule, rule.body.get(i), i, values, draft, reads);
        }
        collect(rule, rule.head, rule.body.size(), values, draft, reads);
        for (Read read : reads) {
            read.rule.branches(b -> draft.graph.add(rule, b));
        }
        addDynamic(rule, reads, draft);
    }

    /**
     * A reference and a rule it may read.
     *
     * @param surely whatever its variables hold
     */
    private record Read(Ref ref, Ref narrowed, int index, RuleDraft rule, boolean surely) {}

    private static void collect(
            RuleDraft reader,
            Node root,
            int index,
            FiniteValues values,
            Draft draft,
            List<Read> reads) {
        Walk.over(
                root,
                node -> {
                    if (node instanceof Ref ref) {
                        List<Ref> expanded = values.expand(ref, index);
                        Ref narrowed = expanded.size() == 1 ? expanded.getFirst() : ref;
                        boolean fixed = ref.path().stream().allMatch(Constants::is);
                        for (Ref one : expanded) {
                            for (RuleDraft rule : mayRead(draft.tree, one)) {
                                boolean surely =
                                        fixed
                                                || DynamicRead.surely(
                                                        narrowed,
                                                        rule.path(),
                                                        boundBefore(reader, index));
                                reads.add(new Read(ref, narrowed, index, rule, surely));
                            }
                        }
                    }
                    return true;
                });
    }

    /** Variables of the head, which a caller can bind, and of what stands in front. */
    private static Set<String> boundBefore(RuleDraft reader, int index) {
        Set<String> bound = Vars.of(reader.head);
        bound.addAll(Vars.ofAll(reader.body.exprs().subList(0, index), Set.of()));
        return bound;
    }

    private static void addDynamic(RuleDraft reader, List<Read> reads, Draft draft) {
        var sure = new HashSet<RuleDraft>();
        reads.stream().filter(Read::surely).forEach(r -> sure.add(r.rule));
        for (Read read : reads) {
            if (!sure.contains(read.rule)) {
                var dynamic =
                        new DynamicRead(
                                read.ref,
                                read.narrowed,
                                boundBefore(reader, read.index),
                                VarOrigin.of(reader, read.index, read.narrowed, draft.functions()));
                read.rule.branches(b -> draft.graph.addDynamic(reader, b, dynamic));
            }
        }
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
