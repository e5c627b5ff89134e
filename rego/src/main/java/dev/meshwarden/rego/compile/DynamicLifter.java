package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.Term;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes references and comprehensions out of terms, with the modifiers of their expression; only as a whole expression, or as a side of a
 * unification, may one stay. Threading: confined to one compilation.
 */
final class DynamicLifter {
    private final LocalNames names;

    DynamicLifter(LocalNames names) {
        this.names = names;
    }

    Body body(Body body) {
        var out = new ArrayList<Expr>(body.size());
        for (Expr expr : body) {
            out.add(expr.withForm(form(expr, out)));
        }
        return new Body(out);
    }

    private Form form(Expr expr, List<Expr> out) {
        return switch (expr.form()) {
            case Form.TermForm(var term, var at) -> new Form.TermForm(side(term, expr, out), at);
            case Form.CallForm call when call.isEquality() ->
                    call.args().size() == 2
                            ? call.withArgs(TreeChange.each(call.args(), a -> side(a, expr, out)))
                            : call;
            case Form.CallForm call ->
                    call.withArgs(TreeChange.each(call.args(), a -> term(a, expr, out)));
            case Form.Every every -> {
                Term domain = term(every.domain(), expr, out);
                yield new Form.Every(
                        every.key(), every.value(), domain, body(every.body()), every.at());
            }
            case Form.Not not -> new Form.Not(body(not.body()), not.braces(), not.at());
            case Form.Logical l ->
                    new Form.Logical(
                            l.op(),
                            body(l.left()),
                            l.leftBraces(),
                            body(l.right()),
                            l.rightBraces(),
                            l.at());
            case Form.SomeVars _, Form.SomeIn _ ->
                    throw new IllegalStateException("bug: a declaration is left");
        };
    }

    /** A term that may itself be a reference or comprehension. */
    private Term side(Term term, Expr of, List<Expr> out) {
        return switch (term) {
            case Ref ref -> ref.withPath(TreeChange.each(ref.path(), p -> term(p, of, out)));
            case ArrayComp _, SetComp _, ObjectComp _ -> closure(term);
            default -> term(term, of, out);
        };
    }

    private Term closure(Term term) {
        return switch (term) {
            case ArrayComp c -> new ArrayComp(c.head(), body(c.body()), c.at());
            case SetComp c -> new SetComp(c.head(), body(c.body()), c.at());
            case ObjectComp c -> new ObjectComp(c.key(), c.value(), body(c.body()), c.at());
            default -> term;
        };
    }

    private Term term(Term term, Expr of, List<Expr> out) {
        return switch (term) {
            case Ref _ -> lift(side(term, of, out), term, of, out);
            case ArrayTerm(var elements, var at) ->
                    new ArrayTerm(TreeChange.each(elements, e -> term(e, of, out)), at);
            case ObjectTerm(var entries, var at) ->
                    new ObjectTerm(
                            TreeChange.each(
                                    entries,
                                    e ->
                                            new ObjectTerm.Entry(
                                                    term(e.key(), of, out),
                                                    term(e.value(), of, out))),
                            at);
            case SetTerm(var members, var at) ->
                    new SetTerm(TreeChange.each(members, m -> term(m, of, out)), at);
            case ArrayComp _, SetComp _, ObjectComp _ -> lift(closure(term), term, of, out);
            default -> term;
        };
    }

    private Term lift(Term lifted, Term written, Expr of, List<Expr> out) {
        LocalNames.Lifted lift = names.lift(lifted, of.with());
        out.add(lift.expr());
        names.standsFor(lift.local(), written);
        return lift.local();
    }
}
