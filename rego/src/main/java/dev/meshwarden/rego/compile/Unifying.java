package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.source.Location;

import java.util.List;

/**
 * Calls that unify two terms: {@code eq}, and what {@code :=} becomes once its variables are locals. The latter keeps an operator that
 * nobody can write until {@link RewriteEquals}, because its left side must not lend values to its right side.
 */
final class Unifying {
    private static final String ASSIGNED = ":=";

    private Unifying() {}

    static boolean is(Form.CallForm call) {
        return call.isEquality() || isAssigned(call);
    }

    static boolean is(Expr expr) {
        return expr.form() instanceof Form.CallForm call && is(call);
    }

    /** Whether it was written with {@code :=}. */
    static boolean isAssigned(Form.CallForm call) {
        return call.operator().isName(ASSIGNED);
    }

    static Form.CallForm assigned(List<Term> args, Location at) {
        return new Form.CallForm(Ref.of(ASSIGNED, at), args, at);
    }

    static Form.CallForm eq(Term left, Term right, Location at) {
        return new Form.CallForm(Ref.of("eq", at), List.of(left, right), at);
    }
}
