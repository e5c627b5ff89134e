package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.Term;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves what has to be evaluated out of heads of comprehensions into their bodies: {@code [x.a | …]} becomes {@code [local | …; local = x.a]}. After {@link BuildGraph}, as in
 * OPA; before {@link RewriteRefsInHead} and {@link CheckSafetyRuleBodies}, which expect plain heads.
 */
final class RewriteComprehensionTerms implements Stage {
    @Override
    public void run(Draft draft) {
        var change = new Change(draft.names);
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> {
                rule.head =
                        rule.head
                                .withArgs(TreeChange.each(rule.head.args(), change::term))
                                .withYieldTerm(change.term(rule.head.yields().term()));
                rule.body = change.body(rule.body);
            });
        }
    }

    /** The change, for any tree. */
    static final class Change extends TreeChange {
        private final LocalNames names;

        Change(LocalNames names) {
            this.names = names;
        }

        @Override
        Term term(Term term) {
            var moved = new ArrayList<Expr>();
            return inside(
                    switch (term) {
                        case ArrayComp c -> {
                            Term head = move(c.head(), moved);
                            yield new ArrayComp(head, with(c.body(), moved), c.at());
                        }
                        case SetComp c -> {
                            Term head = move(c.head(), moved);
                            yield new SetComp(head, with(c.body(), moved), c.at());
                        }
                        case ObjectComp c -> {
                            Term key = move(c.key(), moved);
                            Term value = move(c.value(), moved);
                            yield new ObjectComp(key, value, with(c.body(), moved), c.at());
                        }
                        default -> term;
                    });
        }

        private Term move(Term head, List<Expr> moved) {
            if (!Walk.needsEvaluation(head)) {
                return head;
            }
            LocalNames.Lifted lift = names.lift(head, List.of());
            moved.add(lift.expr());
            return lift.local();
        }

        private static Body with(Body body, List<Expr> moved) {
            return Bodies.append(body, moved);
        }
    }
}
