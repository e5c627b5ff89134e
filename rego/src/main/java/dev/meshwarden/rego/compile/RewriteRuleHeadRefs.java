package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;

import java.util.ArrayList;
import java.util.List;

/**
 * Leaves only scalars and variables in the references of heads: {@code p[input.x]} becomes {@code p[local]} with {@code local = input.x} in the body. After
 * {@link NameLocals}; before {@link BuildRuleTree}, which can file nothing else. Else branches define nothing of their own and keep theirs.
 */
final class RewriteRuleHeadRefs implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            module.rules.forEach(rule -> rewrite(rule, draft.names));
        }
    }

    private static void rewrite(RuleDraft rule, LocalNames names) {
        var lifted = new ArrayList<Expr>();
        var path = new ArrayList<Term>(rule.head.ref().path());
        path.replaceAll(part -> {
            if (part instanceof Scalar || part instanceof Var) {
                return part;
            }
            LocalNames.Lifted lift = names.lift(part, List.of());
            lifted.add(lift.expr());
            return lift.local();
        });
        if (!lifted.isEmpty()) {
            rule.head = rule.head.withRef(rule.head.ref().withPath(path));
            rule.body = Bodies.append(rule.body, lifted);
        }
    }
}
