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
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.TemplatePart;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rebuilds a body, term or expression with something in it changed. As it stands it changes nothing; a stage overrides what it changes
 * and calls the overridden method, or {@code inside}, for what is below.
 */
abstract class TreeChange {
    Term term(Term term) {
        return inside(term);
    }

    Body body(Body body) {
        var exprs = new ArrayList<Expr>(body.size());
        for (Expr expr : body) {
            exprs.add(expr(expr));
        }
        return new Body(exprs);
    }

    Expr expr(Expr expr) {
        return new Expr(
                form(expr.form()),
                expr.negated(),
                each(expr.with(), this::with),
                expr.generated(),
                expr.at());
    }

    With with(With with) {
        return new With(reference(with.target()), term(with.value()), with.at());
    }

    /** The operator of a call, the target of a modifier. */
    Ref reference(Ref ref) {
        return new Ref(ref.head(), each(ref.path(), this::term), ref.at());
    }

    Form form(Form form) {
        return switch (form) {
            case Form.TermForm(var term, var at) -> new Form.TermForm(term(term), at);
            case Form.CallForm(var operator, var args, var at) ->
                    new Form.CallForm(reference(operator), each(args, this::term), at);
            case Form.SomeVars some -> some;
            case Form.SomeIn(var key, var value, var collection, var at) ->
                    new Form.SomeIn(
                            key == null ? null : term(key), term(value), term(collection), at);
            case Form.Every(var key, var value, var domain, var body, var at) ->
                    new Form.Every(variable(key), named(value), term(domain), body(body), at);
            case Form.Not(var body, var braces, var at) -> new Form.Not(body(body), braces, at);
            case Form.Logical l ->
                    new Form.Logical(
                            l.op(),
                            body(l.left()),
                            l.leftBraces(),
                            body(l.right()),
                            l.rightBraces(),
                            l.at());
        };
    }

    /** A key or value of {@code every}. */
    Var named(Var var) {
        return var;
    }

    private @Nullable Var variable(@Nullable Var var) {
        return var == null ? null : named(var);
    }

    /** The same term with everything right below it changed. */
    final Term inside(Term term) {
        return switch (term) {
            case Scalar _, Var _ -> term;
            case Ref(var head, var path, var at) -> new Ref(head(head), each(path, this::term), at);
            case ArrayTerm(var elements, var at) -> new ArrayTerm(each(elements, this::term), at);
            case ObjectTerm(var entries, var at) ->
                    new ObjectTerm(
                            each(
                                    entries,
                                    e -> new ObjectTerm.Entry(term(e.key()), term(e.value()))),
                            at);
            case SetTerm(var members, var at) -> new SetTerm(each(members, this::term), at);
            case ArrayComp(var head, var body, var at) -> {
                Body changed = body(body);
                yield new ArrayComp(term(head), changed, at);
            }
            case SetComp(var head, var body, var at) -> {
                Body changed = body(body);
                yield new SetComp(term(head), changed, at);
            }
            case ObjectComp(var key, var value, var body, var at) -> {
                Body changed = body(body);
                yield new ObjectComp(term(key), term(value), changed, at);
            }
            case Call(var operator, var args, var at) ->
                    new Call(reference(operator), each(args, this::term), at);
            case TemplateString(var parts, var raw, var at) ->
                    new TemplateString(each(parts, this::part), raw, at);
        };
    }

    /** The head of a reference. */
    Term head(Term head) {
        return head instanceof Var ? head : term(head);
    }

    private TemplatePart part(TemplatePart part) {
        return switch (part) {
            case TemplatePart.Fixed fixed -> fixed;
            case TemplatePart.Hole(var expr) -> new TemplatePart.Hole(expr(expr));
        };
    }

    static <T> List<T> each(List<T> items, UnaryOperator<T> change) {
        var changed = new ArrayList<T>(items.size());
        for (T item : items) {
            changed.add(change.apply(item));
        }
        return changed;
    }
}
