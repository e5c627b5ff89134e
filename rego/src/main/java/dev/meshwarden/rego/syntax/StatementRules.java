package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Operator;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Rule;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;

import java.util.List;

/** Makes rules of statements: {@code p := 1}, {@code f(x) := x}, {@code p.q}, v0's {@code p[1]}. */
final class StatementRules {
    private StatementRules() {}

    /** What a statement came to. */
    sealed interface Made {
        record Good(RuleDraft draft) implements Made {}

        record Bad(String why) implements Made {}
    }

    static Made of(Body body) {
        if (body.size() != 1) {
            return new Made.Bad("multiple expressions cannot be used for rule head");
        }
        Expr expr = body.get(0);
        if (!expr.with().isEmpty()) {
            return new Made.Bad("expressions using with keyword cannot be used for rule head");
        }
        if (expr.negated()) {
            return new Made.Bad("negated expressions cannot be used for rule head");
        }
        return switch (expr.form()) {
            case Form.SomeVars _, Form.SomeIn _ ->
                    new Made.Bad("'some' declarations cannot be used for rule head");
            case Form.TermForm(var term, _) -> ofTerm(expr, term);
            case Form.CallForm c when c.isEquality() || c.isAssignment() -> ofEquality(expr, c);
            case Form.CallForm c when Operator.ofFunction(c.name()) != null ->
                    new Made.Bad("rule name conflicts with built-in function");
            case Form.CallForm c when c.args().isEmpty() ->
                    new Made.Bad("rule argument list must take at least one argument");
            case Form.CallForm c when !(c.operator().head() instanceof Var) ->
                    new Made.Bad("invalid rule head: " + c.operator());
            case Form.CallForm c -> {
                var yields = new Head.Yield.One(Scalar.TRUE.at(c.at()), false);
                yield good(expr, new Head(c.operator(), c.args(), yields, false, c.at()), false);
            }
            case Form.Every _, Form.Not _, Form.Logical _ ->
                    new Made.Bad("expression cannot be used for rule head");
        };
    }

    private static Made ofTerm(Expr expr, Term term) {
        if (!(term instanceof Ref ref)) {
            return new Made.Bad(term.kind() + " cannot be used for rule name");
        }
        if (ref.path().isEmpty()) {
            return new Made.Bad("refs cannot be used for rule head");
        }
        if (!(ref.head() instanceof Var)) {
            return new Made.Bad("invalid rule head: " + ref);
        }
        if (ref.path().size() > 1) {
            var yields = new Head.Yield.One(Scalar.TRUE.at(ref.at()), true);
            return good(expr, new Head(ref, List.of(), yields, false, ref.at()), true);
        }
        Ref set = new Ref(ref.head(), List.of(), ref.head().at());
        var yields = new Head.Yield.Member(ref.path().getFirst());
        return good(expr, new Head(set, List.of(), yields, false, ref.at()), false);
    }

    private static Made ofEquality(Expr expr, Form.CallForm equality) {
        if (equality.args().size() < 2) {
            return new Made.Bad("assignment requires two operands");
        }
        Term left = equality.args().getFirst();
        var yields = new Head.Yield.One(equality.args().get(1), false);
        Ref ref =
                switch (left) {
                    case Call c when c.operator().head() instanceof Var -> c.operator();
                    case Var v -> new Ref(v, List.of(), v.at());
                    case Ref r -> r;
                    default -> null;
                };
        if (ref == null) {
            return new Made.Bad(left.kind() + " cannot be used for rule name");
        }
        if (!(ref.head() instanceof Var)) {
            return new Made.Bad("invalid rule head: " + ref);
        }
        List<Term> args = left instanceof Call c ? c.args() : List.of();
        return good(expr, new Head(ref, args, yields, equality.isAssignment(), expr.at()), false);
    }

    private static Made good(Expr expr, Head head, boolean valueless) {
        boolean said = head.yields() instanceof Head.Yield.One;
        var body = Body.implicit(said ? head.yields().term().at() : expr.at());
        var rule = new Rule(false, head, body, null, List.of(), expr.at());
        return new Made.Good(
                RuleDraft.of(rule, new RuleDraft.Manner(false, false, true, valueless), List.of()));
    }
}
