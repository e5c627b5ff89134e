package dev.meshwarden.rego.compile;

import java.util.LinkedHashSet;

/**
 * Puts bodies into evaluation order and refuses those that have none: see {@link BodyOrder}. After {@link CheckUndefinedFunctions}, which assures that arities are known, and
 * after every stage that lifts calls; before {@link RewriteEquals}, since {@code ==} binds nothing.
 */
final class CheckSafetyRuleBodies implements Stage {
    @Override
    public void run(Draft draft) {
        Functions functions = draft.functions();
        for (ModuleDraft module : draft.modules) {
            var scopes = new RuleScopes(module);
            module.eachBranch(rule -> {
                var outer = new LinkedHashSet<>(Vars.ROOTS);
                outer.addAll(Vars.ofAll(rule.head.args(), java.util.Set.of()));
                BodyOrder.Ordered ordered = BodyOrder.of(rule.body, functions, outer);
                if (ordered.unsafe().isEmpty()) {
                    rule.body = ordered.body();
                } else {
                    draft.problems.stopAll(
                            ordered.unsafe().faults(draft.originalNames, scopes.of(rule)));
                }
            });
        }
    }
}
