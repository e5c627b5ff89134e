package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Node;
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

import java.util.function.Consumer;
import java.util.function.Predicate;

/** Goes over everything below a node of a rule, parents first, in source order. Operators of calls count as references. */
final class Walk {
    private Walk() {}

    /**
     * @param enter sees each node; false keeps the walk out of what is below it
     */
    static void over(Node node, Predicate<Node> enter) {
        if (enter.test(node)) {
            children(node, child -> over(child, enter));
        }
    }

    /** Whether any node at or below satisfies the test. */
    static boolean any(Node node, Predicate<Node> test) {
        boolean[] found = new boolean[1];
        over(
                node,
                n -> {
                    found[0] = found[0] || test.test(n);
                    return !found[0];
                });
        return found[0];
    }

    /** Whether it has to be evaluated: it holds a reference, call or comprehension. */
    static boolean needsEvaluation(Term term) {
        return any(
                term,
                n ->
                        n instanceof Ref
                                || n instanceof Call
                                || n instanceof Term t && isComprehension(t));
    }

    static boolean isComprehension(Term term) {
        return term instanceof ArrayComp || term instanceof SetComp || term instanceof ObjectComp;
    }

    /** The nodes right below one. Modules and what stands outside of rules have none here. */
    static void children(Node node, Consumer<Node> action) {
        switch (node) {
            case Term term -> ofTerm(term, action);
            case Form form -> ofForm(form, action);
            case Body body -> body.exprs().forEach(action);
            case Expr expr -> {
                action.accept(expr.form());
                expr.with().forEach(action);
            }
            case With with -> {
                action.accept(with.target());
                action.accept(with.value());
            }
            case TemplatePart.Fixed fixed -> action.accept(fixed.value());
            case TemplatePart.Hole hole -> action.accept(hole.expr());
            case Head head -> {
                head.ref().path().forEach(action);
                head.args().forEach(action);
                action.accept(head.yields().term());
            }
            default -> {}
        }
    }

    private static void ofTerm(Term term, Consumer<Node> action) {
        switch (term) {
            case Scalar _, Var _ -> {}
            case Ref ref -> {
                action.accept(ref.head());
                ref.path().forEach(action);
            }
            case ArrayTerm array -> array.elements().forEach(action);
            case ObjectTerm object ->
                    object.entries()
                            .forEach(e -> {
                                action.accept(e.key());
                                action.accept(e.value());
                            });
            case SetTerm set -> set.members().forEach(action);
            case ArrayComp(var head, var body, _) -> {
                action.accept(head);
                action.accept(body);
            }
            case SetComp(var head, var body, _) -> {
                action.accept(head);
                action.accept(body);
            }
            case ObjectComp(var key, var value, var body, _) -> {
                action.accept(key);
                action.accept(value);
                action.accept(body);
            }
            case Call call -> {
                action.accept(call.operator());
                call.args().forEach(action);
            }
            case TemplateString template -> template.parts().forEach(action);
        }
    }

    private static void ofForm(Form form, Consumer<Node> action) {
        switch (form) {
            case Form.TermForm(var term, _) -> action.accept(term);
            case Form.CallForm call -> {
                action.accept(call.operator());
                call.args().forEach(action);
            }
            case Form.SomeVars(var vars, _) -> vars.forEach(action);
            case Form.SomeIn(var key, var value, var collection, _) -> {
                accept(key, action);
                action.accept(value);
                action.accept(collection);
            }
            case Form.Every(var key, var value, var domain, var body, _) -> {
                accept(key, action);
                action.accept(value);
                action.accept(domain);
                action.accept(body);
            }
            case Form.Not(var body, _, _) -> action.accept(body);
            case Form.Logical logical -> {
                action.accept(logical.left());
                action.accept(logical.right());
            }
        }
    }

    private static void accept(@Nullable Node node, Consumer<Node> action) {
        if (node != null) {
            action.accept(node);
        }
    }
}
