package dev.meshwarden.rego.compile;

import java.util.List;

/**
 * The stages in the order they run. The order is OPA's, so that the faults that are found together are the same; each stage's page says what must run
 * before it and why.
 */
final class Stages {
    static final List<Stage> OF_MODULES =
            List.of(
                    new ResolveRefs(),
                    new NameLocals(),
                    new RewriteRuleHeadRefs(),
                    new CheckKeywordOverrides(),
                    new CheckDuplicateImports(),
                    new BuildRuleTree(),
                    new RewriteLocalVars(),
                    new RewriteTemplateStrings(),
                    new CheckVoidCalls(),
                    new RewritePrintCalls(),
                    new RewriteExprTerms(),
                    new RewriteMetadataCalls(),
                    new BuildGraph(),
                    new RewriteComprehensionTerms(),
                    new RewriteRefsInHead(),
                    new RewriteWithValues(),
                    new CheckRuleConflicts(),
                    new CheckUndefinedFunctions(),
                    new CheckSafetyRuleHeads(),
                    new CheckSafetyRuleBodies(),
                    new RewriteEquals(),
                    new RewriteDynamicTerms(),
                    new CheckRecursion(),
                    new CheckTypes(),
                    new CheckForbiddenBuiltins(),
                    new CheckDeprecatedBuiltins());

    private Stages() {}
}
