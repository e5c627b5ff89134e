package dev.meshwarden.rego.compile;

/**
 * Checks modifiers and moves their values: see {@link WithRewriter}. After {@link BuildRuleTree}, which says what is a function, and after
 * {@link RewriteRefsInHead}, which may bring modifiers from heads into bodies; before {@link CheckSafetyRuleBodies}.
 */
final class RewriteWithValues implements Stage {
    @Override
    public void run(Draft draft) {
        var rewriter = new WithRewriter(draft.names, draft.functions(), draft.problems);
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> rule.body = rewriter.body(rule.body));
        }
    }
}
