package dev.meshwarden.rego.compile;

/**
 * Leaves only what needs no evaluation inside of terms: see {@link DynamicLifter}. After {@link RewriteEquals}, so that both sides of {@code ==} may stay references; after
 * {@link CheckSafetyRuleBodies}, whose order the lifted expressions keep.
 */
final class RewriteDynamicTerms implements Stage {
    @Override
    public void run(Draft draft) {
        var lifter = new DynamicLifter(draft.names);
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> rule.body = lifter.body(rule.body));
        }
    }
}
