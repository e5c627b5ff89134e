package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Says in which rule a fault lies, where the place alone does not: on a line that holds rules of several names. */
final class RuleScopes {
    private final Set<Integer> shared = new HashSet<>();

    RuleScopes(ModuleDraft module) {
        Map<Integer, Ref> first = new HashMap<>();
        module.eachBranch(rule -> {
            Ref name = rule.head.ref().groundPrefix();
            Ref before = first.putIfAbsent(rule.at.row(), name);
            if (before != null && !before.same(name)) {
                shared.add(rule.at.row());
            }
        });
    }

    /** Stands behind a message; mostly empty. */
    String of(RuleDraft rule) {
        return shared.contains(rule.at.row()) ? " in rule " + rule.head.ref().groundPrefix() : "";
    }
}
