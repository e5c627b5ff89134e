package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Puts the METADATA blocks that {@code rego.metadata.rule()} and {@code rego.metadata.chain()} answer into the rules that ask for them: as a local, bound first in the body. Also
 * reports blocks that speak of the same thing twice. After {@link RewriteExprTerms}, when every call is an expression.
 */
final class RewriteMetadataCalls implements Stage {
    private static final String CHAIN = "rego.metadata.chain";
    private static final String RULE = "rego.metadata.rule";

    @Override
    public void run(Draft draft) {
        var index = new AnnotationIndex(draft.modules, draft.problems);
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> rewrite(rule, index, draft.names));
        }
    }

    private static void rewrite(RuleDraft rule, AnnotationIndex index, LocalNames names) {
        var bound = new ArrayList<Expr>();
        Var chain = bind(CHAIN, () -> index.chain(rule), rule, names, bound);
        Var own = bind(RULE, () -> index.ofRule(rule), rule, names, bound);
        if (bound.isEmpty()) {
            return;
        }
        bound.addAll(rule.body.exprs());
        var change = new Change(chain, own);
        rule.head = rule.head.withYieldTerm(change.term(rule.head.yields().term()));
        rule.body = change.body(new Body(bound));
    }

    private static @Nullable Var bind(
            String function,
            Supplier<Value> answer,
            RuleDraft rule,
            LocalNames names,
            List<Expr> bound) {
        Node[] call = new Node[1];
        boolean called =
                Walk.any(rule.body, n -> isCall(n, function, call))
                        || Walk.any(rule.head, n -> isCall(n, function, call));
        if (!called) {
            return null;
        }
        LocalNames.Lifted lift = names.lift(Constants.term(answer.get(), call[0].at()), List.of());
        bound.add(lift.expr());
        return lift.local();
    }

    private static boolean isCall(Node node, String function, Node[] call) {
        boolean found = node instanceof Form.CallForm form && form.name().equals(function);
        if (found) {
            call[0] = node;
        }
        return found;
    }

    private static final class Change extends TreeChange {
        private final @Nullable Var chain;
        private final @Nullable Var own;

        Change(@Nullable Var chain, @Nullable Var own) {
            this.chain = chain;
            this.own = own;
        }

        @Override
        Expr expr(Expr expr) {
            if (expr.form() instanceof Form.CallForm call) {
                Var answer =
                        switch (call.name()) {
                            case CHAIN -> chain;
                            case RULE -> own;
                            default -> null;
                        };
                if (answer != null) {
                    Form form =
                            call.args().isEmpty()
                                    ? new Form.TermForm(answer, expr.at())
                                    : Unifying.eq(call.args().getFirst(), answer, expr.at());
                    return Expr.of(form, expr.at()).asGenerated();
                }
            }
            return super.expr(expr);
        }
    }
}
