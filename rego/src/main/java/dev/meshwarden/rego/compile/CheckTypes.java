package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks the types of all rules. After {@link CheckRecursion}, since it goes from rule to those that read it, and after {@link RewriteDynamicTerms}, since it wants
 * one step an expression. Its faults leave the modules fit for the stages to come.
 */
final class CheckTypes implements Stage {
    @Override
    public void run(Draft draft) {
        var dependents = new Dependents<>(draft.tree, draft.graph.rules(), draft.graph::readBy);
        var check =
                new TypeCheck(
                        draft.settings.builtins(),
                        dependents::of,
                        new WrittenNames(draft.originalNames, draft.names.standIns()));
        TypeEnv env = TypeEnv.outermost(check);
        var faults = new ArrayList<Diagnostic>();
        for (RuleDraft rule : draft.graph.sorted()) {
            faults.addAll(check.rule(env, rule.path(), rule.head, rule.body));
        }
        report(faults, draft.problems);
        draft.types = new DocumentTypes(env);
    }

    /** Checks a query, after the same stages. */
    static void check(
            Body query,
            CompiledModules modules,
            Map<String, String> originalNames,
            Map<String, Term> standIns,
            Problems problems) {
        var check =
                new TypeCheck(
                        modules.settings().builtins(),
                        target -> dependents(modules, target),
                        new WrittenNames(originalNames, standIns));
        report(check.body(modules.types().seenBy(check), query).faults(), problems);
    }

    private static List<Ref> dependents(CompiledModules modules, Ref target) {
        return new Dependents<>(modules.tree(), modules.graph().sorted(), modules.graph()::readBy)
                .of(target);
    }

    /** An expression that was taken apart says the same of its modifiers in each part: once is enough. */
    private static void report(List<Diagnostic> faults, Problems problems) {
        faults.stream().sorted(Diagnostic.ORDER).distinct().forEach(problems::goOn);
    }
}
