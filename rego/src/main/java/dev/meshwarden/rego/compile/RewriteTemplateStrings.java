package dev.meshwarden.rego.compile;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Takes template strings out: see {@link TemplateRewriter}. After {@link RewriteLocalVars}, so that a variable in braces already has its last name;
 * before {@link RewriteExprTerms}, which lifts the calls they become.
 */
final class RewriteTemplateStrings implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> {
                if (TemplateRewriter.hasTemplates(rule.head)
                        || TemplateRewriter.hasTemplates(rule.body)) {
                    rewrite(draft, rule);
                }
            });
        }
    }

    private static void rewrite(Draft draft, RuleDraft rule) {
        Set<String> safe = new LinkedHashSet<>(Vars.ROOTS);
        safe.addAll(Vars.ofAll(rule.head.args(), Set.of()));
        var rewriter =
                new TemplateRewriter(
                        draft.names, draft.functions(), draft.originalNames, draft.problems, safe);
        rule.body = rewriter.scope(rule.body);
        rule.head =
                rule.head
                        .withArgs(TreeChange.each(rule.head.args(), rewriter::term))
                        .withYieldTerm(rewriter.term(rule.head.yields().term()));
    }
}
