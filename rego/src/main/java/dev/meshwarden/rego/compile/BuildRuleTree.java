package dev.meshwarden.rego.compile;

/**
 * Puts every rule under the ground part of its path. After {@link RewriteRuleHeadRefs}: until then a head's reference may hold terms that are
 * neither scalar nor variable. Before everything that asks what a name refers to.
 */
final class BuildRuleTree implements Stage {
    @Override
    public void run(Draft draft) {
        var tree = new RuleTree.Builder<RuleDraft>();
        for (ModuleDraft module : draft.modules) {
            tree.node(module.path);
            for (RuleDraft rule : module.rules) {
                tree.add(rule.path(), rule);
            }
        }
        draft.tree = tree.build();
    }
}
