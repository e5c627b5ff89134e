package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes calls out of terms: {@code f(g(x))} becomes {@code g(x, local); f(local)}, and a reference into a collection or call becomes one into a
 * local. What was taken out stands in front, in the order of evaluation. Threading: confined to one compilation.
 */
final class TermLifter {
    private final LocalNames names;

    TermLifter(LocalNames names) {
        this.names = names;
    }

    Body body(Body body) {
        var exprs = new ArrayList<Expr>(body.size());
        for (Expr expr : body) {
            expr(expr, exprs);
        }
        return new Body(exprs);
    }

    private void expr(Expr written, List<Expr> out) {
        List<With> with =
                TreeChange.each(
                        written.with(), w -> new With(w.target(), term(w.value(), out), w.at()));
        Expr expr = written.withModifiers(with);
        var lifted = new ArrayList<Expr>();
        Form form =
                switch (expr.form()) {
                    case Form.TermForm(var term, var at) ->
                            new Form.TermForm(term(term, lifted), at);
                    case Form.CallForm call ->
                            call.withArgs(TreeChange.each(call.args(), a -> term(a, lifted)));
                    case Form.Every every -> {
                        Var local = names.local(every.domain().at());
                        Expr eq =
                                Expr.of(
                                                Unifying.eq(
                                                        local, every.domain(), every.domain().at()),
                                                every.domain().at())
                                        .asGenerated();
                        expr(eq, lifted);
                        yield new Form.Every(
                                every.key(), every.value(), local, body(every.body()), every.at());
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
        for (Expr extra : lifted) {
            out.add(with.isEmpty() ? extra : extra.withModifiers(with));
        }
        out.add(expr.withForm(form));
    }

    /**
     * @param out gains what has to be evaluated in front
     */
    Term term(Term term, List<Expr> out) {
        return switch (term) {
            case Call call -> {
                var args = new ArrayList<>(TreeChange.each(call.args(), a -> term(a, out)));
                Var local = names.local(call.at());
                args.add(local);
                var form = new Form.CallForm(call.operator(), args, call.at());
                out.add(Expr.of(form, call.at()).asGenerated());
                yield local;
            }
            case Ref ref -> reference(ref, out);
            case ArrayTerm(var elements, var at) ->
                    new ArrayTerm(TreeChange.each(elements, e -> term(e, out)), at);
            case ObjectTerm(var entries, var at) ->
                    new ObjectTerm(
                            TreeChange.each(
                                    entries,
                                    e ->
                                            new ObjectTerm.Entry(
                                                    term(e.key(), out), term(e.value(), out))),
                            at);
            case SetTerm(var members, var at) ->
                    new SetTerm(TreeChange.each(members, m -> term(m, out)), at);
            case ArrayComp c -> {
                var inner = new ArrayList<Expr>();
                Term head = term(c.head(), inner);
                yield new ArrayComp(head, body(Bodies.append(c.body(), inner)), c.at());
            }
            case SetComp c -> {
                var inner = new ArrayList<Expr>();
                Term head = term(c.head(), inner);
                yield new SetComp(head, body(Bodies.append(c.body(), inner)), c.at());
            }
            case ObjectComp c -> {
                var inner = new ArrayList<Expr>();
                Term key = term(c.key(), inner);
                Term value = term(c.value(), inner);
                yield new ObjectComp(key, value, body(Bodies.append(c.body(), inner)), c.at());
            }
            default -> term;
        };
    }

    private Term reference(Ref ref, List<Expr> out) {
        Term head = ref.head() instanceof Var ? ref.head() : term(ref.head(), out);
        if (head instanceof Var local && !(ref.head() instanceof Var)) {
            names.standsFor(local, ref.head());
        }
        List<Term> path = TreeChange.each(ref.path(), p -> subject(p, out));
        if (!(head instanceof Var)) {
            LocalNames.Lifted lift = names.lift(head, List.of());
            out.add(lift.expr());
            names.standsFor(lift.local(), head);
            head = lift.local();
        }
        return new Ref(head, path, ref.at());
    }

    private Term subject(Term part, List<Expr> out) {
        Term lifted = term(part, out);
        if (part instanceof Call && lifted instanceof Var local) {
            names.standsFor(local, part);
        }
        return lifted;
    }
}
