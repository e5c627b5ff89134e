package dev.meshwarden.rego.compile;

import java.util.HashSet;

/**
 * Makes ready the names of locals: those that occur nowhere. After {@link ResolveRefs}, which may bring in further names; before every stage that
 * makes up a local.
 */
final class NameLocals implements Stage {
    @Override
    public void run(Draft draft) {
        var taken = new HashSet<String>();
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> {
                taken.add(rule.head.name());
                taken.addAll(Vars.of(rule.head));
                taken.addAll(Vars.of(rule.body));
            });
        }
        draft.names = new LocalNames("", taken);
    }
}
