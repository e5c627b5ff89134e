package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.TemplatePart;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes each template string a call of {@code internal.template_string}. What stands in braces becomes a set of at most one member, empty when it is undefined. Threading:
 * confined to one compilation.
 */
final class TemplateRewriter extends TreeChange {
    private final LocalNames names;
    private final Functions functions;
    private final Map<String, String> originalNames;
    private final Problems problems;
    private Set<String> safe;

    /**
     * @param safe variables that have a value around
     */
    TemplateRewriter(
            LocalNames names,
            Functions functions,
            Map<String, String> originalNames,
            Problems problems,
            Set<String> safe) {
        this.names = names;
        this.functions = functions;
        this.originalNames = originalNames;
        this.problems = problems;
        this.safe = safe;
    }

    static boolean hasTemplates(dev.meshwarden.rego.ast.Node node) {
        return Walk.any(node, TemplateString.class::isInstance);
    }

    /** The variables that have a value once a body of which this is the whole holds. */
    Set<String> safeAfter(Body body) {
        var after = new LinkedHashSet<>(OutputVars.of(body.exprs(), functions, safe));
        after.addAll(safe);
        return after;
    }

    /** A body whose outputs may be used anywhere in it. */
    Body scope(Body body) {
        safe = safeAfter(body);
        return body(body);
    }

    @Override
    Form form(Form form) {
        if (form instanceof Form.Every every) {
            Term domain = term(every.domain());
            Set<String> around = safe;
            safe = new LinkedHashSet<>(around);
            safe.add(every.value().name());
            if (every.key() != null) {
                safe.add(every.key().name());
            }
            Body body = scope(every.body());
            safe = around;
            return new Form.Every(every.key(), every.value(), domain, body, every.at());
        }
        return super.form(form);
    }

    @Override
    Term term(Term term) {
        Set<String> around = safe;
        Term changed =
                switch (term) {
                    case ArrayComp c -> {
                        Body body = scope(c.body());
                        yield new ArrayComp(term(c.head()), body, c.at());
                    }
                    case SetComp c -> {
                        Body body = scope(c.body());
                        yield new SetComp(term(c.head()), body, c.at());
                    }
                    case ObjectComp c -> {
                        Body body = scope(c.body());
                        yield new ObjectComp(term(c.key()), term(c.value()), body, c.at());
                    }
                    case TemplateString template -> inside(call(template));
                    default -> inside(term);
                };
        safe = around;
        return changed;
    }

    private Call call(TemplateString template) {
        Location at = template.at();
        var parts = new ArrayList<Term>();
        if (template.parts().isEmpty()) {
            parts.add(Scalar.string("", at));
        }
        for (TemplatePart part : template.parts()) {
            switch (part) {
                case TemplatePart.Fixed(var value) -> parts.add(value);
                case TemplatePart.Hole(var expr) -> parts.add(hole(expr));
            }
        }
        var operator =
                new Ref(new Var("internal", at), List.of(Scalar.string("template_string", at)), at);
        return new Call(operator, List.of(new ArrayTerm(parts, at)), at);
    }

    private Term hole(Expr expr) {
        Term term =
                switch (expr.form()) {
                    case Form.TermForm(var inner, _) -> inner;
                    case Form.CallForm call -> {
                        Builtin builtin = functions.builtin(call.name());
                        if (builtin != null && builtin.trait() == Builtin.Trait.RELATION) {
                            problems.stop(
                                    Code.COMPILE,
                                    expr.at(),
                                    "illegal call to relation built-in '"
                                            + call.name()
                                            + "' that may cause multiple outputs");
                        }
                        yield call.asTerm();
                    }
                    default -> {
                        problems.stop(
                                Code.COMPILE,
                                expr.at(),
                                "unexpected template-string expression type");
                        yield Scalar.TRUE;
                    }
                };
        if (term instanceof Var || term instanceof Ref ref && isAlwaysDefined(ref)) {
            return new SetTerm(List.of(term), term.at());
        }
        for (String name : Vars.sorted(Vars.minus(Vars.of(term, Vars.SAFETY), safe))) {
            problems.stop(
                    Code.COMPILE,
                    term.at(),
                    "var " + LocalNames.shown(name, originalNames) + " is undeclared");
        }
        Var local = names.local(term.at());
        Expr capture =
                Expr.of(Unifying.eq(local, term, term.at()), term.at()).withModifiers(expr.with());
        return new SetComp(local, Body.of(capture), term.at());
    }

    /** Whether the rule a reference names has a value whatever the input: by default, as a set, or as a constant. */
    private boolean isAlwaysDefined(Ref ref) {
        if (!ref.name().equals("data") || ref.path().isEmpty()) {
            return false;
        }
        RuleTree<? extends RuleShape> node = functions.tree.find(ref);
        if (node == null || node.rules().isEmpty()) {
            return false;
        }
        RuleShape first = node.rules().getFirst();
        if (first.head().isFunction()) {
            return false;
        }
        if (first.head().isMultiValue() || node.rules().stream().anyMatch(RuleShape::isDefault)) {
            return true;
        }
        return node.rules().size() == 1 && isConstant(first);
    }

    private static boolean isConstant(RuleShape rule) {
        if (!Bodies.isTrue(rule.body())) {
            return false;
        }
        Term value = rule.head().yields().term();
        return value instanceof Scalar
                || value instanceof Var
                || !(value instanceof Ref)
                        && !(value instanceof Call)
                        && value.isGround()
                        && !(value instanceof TemplateString);
    }
}
