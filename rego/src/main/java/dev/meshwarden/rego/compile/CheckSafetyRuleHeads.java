package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

/**
 * Refuses heads with a variable that neither body nor arguments hold. After {@link RewriteRefsInHead}. Whether the body binds it is {@link CheckSafetyRuleBodies}'s
 * question.
 */
final class CheckSafetyRuleHeads implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            var scopes = new RuleScopes(module);
            module.eachBranch(rule -> check(rule, scopes, draft));
        }
    }

    private static void check(RuleDraft rule, RuleScopes scopes, Draft draft) {
        Set<String> known = Vars.of(rule.body, Vars.SAFETY);
        known.addAll(Vars.ofAll(rule.head.args(), Set.of()));
        var parts = new ArrayList<Node>(rule.head.args());
        parts.addAll(rule.head.ref().path());
        parts.add(rule.head.yields().term());
        for (Map.Entry<String, Location> entry : Vars.places(parts, Set.of()).entrySet()) {
            String name = entry.getKey();
            if (!known.contains(name) && !Vars.ROOTS.contains(name)) {
                draft.problems.stop(
                        Code.UNSAFE_VAR,
                        entry.getValue(),
                        "var "
                                + LocalNames.shown(name, draft.originalNames)
                                + " is unsafe"
                                + scopes.of(rule));
            }
        }
    }
}
