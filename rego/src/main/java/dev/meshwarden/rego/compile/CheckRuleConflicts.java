package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.TermOrder;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Refuses rules that cannot stand beside each other: of different kinds or numbers of arguments under one name, a whole document with rules inside it, two defaults, a package under
 * the name of a rule. After {@link BuildRuleTree}; its place is OPA's, so that the faults found together are the same.
 */
final class CheckRuleConflicts implements Stage {
    @Override
    public void run(Draft draft) {
        draft.tree.walk(node -> check(node, draft));
        packages(draft);
    }

    private static void check(RuleTree<RuleDraft> node, Draft draft) {
        List<RuleDraft> rules = node.rules();
        if (rules.isEmpty()) {
            return;
        }
        RuleDraft first = rules.getFirst();
        Ref name = CheckRecursion.written(rules.getLast().path(), draft.originalNames);
        List<RuleDraft> inside = inside(node);
        List<RuleDraft> defaults = rules.stream().filter(r -> r.isDefault).toList();
        if (!inside.isEmpty()) {
            var text = new StringBuilder("rule " + name + " conflicts with:");
            for (RuleDraft rule : inside) {
                text.append("\n  rule ")
                        .append(CheckRecursion.written(rule.path(), draft.originalNames))
                        .append(" at ")
                        .append(place(rule));
            }
            draft.problems.stop(Code.TYPE, first.at, text.toString());
        } else if (kinds(rules) > 1 || arities(rules) > 1) {
            draft.problems.stop(Code.TYPE, first.at, "conflicting rules " + name + " found");
        } else if (defaults.size() > 1) {
            draft.problems.stop(
                    Code.TYPE,
                    defaults.getFirst().module.source.at(),
                    "multiple default rules "
                            + name
                            + " found at "
                            + String.join(
                                    ", ",
                                    defaults.stream().map(CheckRuleConflicts::place).toList()));
        }
    }

    private static String place(RuleDraft rule) {
        return rule.at.file().isEmpty()
                ? rule.at.row() + ":" + rule.at.column()
                : rule.at.file() + ":" + rule.at.row();
    }

    /** Rules that may not lie inside of the node's: all of them when one is a whole document, else functions. */
    private static List<RuleDraft> inside(RuleTree<RuleDraft> node) {
        if (node.children().isEmpty()) {
            return List.of();
        }
        if (node.rules().stream().anyMatch(CheckRuleConflicts::isGround)) {
            return below(node, _ -> true);
        }
        return below(node, r -> r.head.isFunction());
    }

    private static List<RuleDraft> below(RuleTree<RuleDraft> node, Predicate<RuleDraft> wanted) {
        var found = new ArrayList<RuleDraft>();
        for (RuleTree<RuleDraft> child : node.children().values()) {
            child.walk(
                    n -> n.rules().stream().filter(wanted).forEach(rule -> addPrefix(found, rule)));
        }
        found.sort(Comparator.comparing(RuleDraft::path, TermOrder.INSTANCE));
        return found;
    }

    /** Keeps only what lies inside of nothing else found. */
    private static void addPrefix(List<RuleDraft> found, RuleDraft rule) {
        if (found.stream().anyMatch(f -> rule.path().startsWith(f.path()))) {
            return;
        }
        found.removeIf(f -> f.path().startsWith(rule.path()));
        found.add(rule);
    }

    private static boolean isGround(RuleDraft rule) {
        return rule.head.ref().path().stream().allMatch(Scalar.class::isInstance);
    }

    /** Whole documents, parts of one, sets, objects of sets. */
    private static long kinds(List<RuleDraft> rules) {
        return rules.stream()
                .map(r -> List.of(r.head.isMultiValue(), isGround(r)))
                .distinct()
                .count();
    }

    private static long arities(List<RuleDraft> rules) {
        return rules.stream().map(r -> r.head.args().size()).distinct().count();
    }

    private static void packages(Draft draft) {
        var byPath = new TreeMap<Term, List<ModuleDraft>>(TermOrder.INSTANCE);
        for (ModuleDraft module : draft.modules) {
            byPath.computeIfAbsent(module.path, _ -> new ArrayList<>()).add(module);
        }
        for (ModuleDraft module : draft.modules) {
            for (RuleDraft rule : module.rules) {
                for (ModuleDraft other : byPath.getOrDefault(rule.path(), List.of())) {
                    draft.problems.stop(
                            Code.TYPE,
                            module.source.at(),
                            "package "
                                    + shown(other.path)
                                    + " conflicts with rule "
                                    + rule.head.ref()
                                    + " defined at "
                                    + place(rule));
                }
            }
        }
    }

    /** A package's path as its statement has it: without {@code data}. */
    private static Ref shown(Ref path) {
        List<Term> parts = path.path();
        return parts.getFirst() instanceof Scalar(var name, var at) && name instanceof Str text
                ? new Ref(new Var(text.text(), at), parts.subList(1, parts.size()), path.at())
                : path;
    }
}
