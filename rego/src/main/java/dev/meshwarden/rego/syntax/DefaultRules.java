package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Call;
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
import dev.meshwarden.rego.source.Location;

import java.util.HashSet;
import java.util.List;

/** What a default rule may say: its value depends on nothing, its arguments are distinct variables. */
final class DefaultRules {
    private final TokenCursor cursor;
    private final Location at;
    private boolean good = true;

    private DefaultRules(TokenCursor cursor, Location at) {
        this.cursor = cursor;
        this.at = at;
    }

    /** Whether all is well; reports each fault at the rule. */
    static boolean check(TokenCursor cursor, Term value, List<Term> args, Location at) {
        var check = new DefaultRules(cursor, at);
        check.value(value);
        if (check.good) {
            check.args(args);
        }
        return check.good;
    }

    private void value(Term term) {
        switch (term) {
            case Scalar _, ArrayComp _, SetComp _, ObjectComp _ -> {}
            case Ref _, Var _, Call _ -> fail("value cannot contain " + term.kind());
            case ArrayTerm a -> a.elements().forEach(this::value);
            case SetTerm s -> s.members().forEach(this::value);
            case ObjectTerm o ->
                    o.entries()
                            .forEach(e -> {
                                value(e.key());
                                value(e.value());
                            });
            case TemplateString t ->
                    t.parts()
                            .forEach(p -> {
                                if (p instanceof TemplatePart.Hole(var expr)) {
                                    form(expr.form());
                                }
                            });
        }
    }

    private void form(Form form) {
        switch (form) {
            case Form.TermForm(var term, _) -> value(term);
            case Form.CallForm c -> {
                value(c.operator());
                c.args().forEach(this::value);
            }
            case Form.SomeVars _, Form.SomeIn _, Form.Every _, Form.Not _, Form.Logical _ -> {}
        }
    }

    private void args(List<Term> args) {
        var seen = new HashSet<String>();
        for (Term arg : args) {
            if (!(arg instanceof Var v)) {
                fail("arguments cannot contain " + arg.kind());
            } else if (!seen.add(v.name())) {
                fail("arguments cannot be repeated " + v);
            }
        }
    }

    private void fail(String what) {
        cursor.fail(at, "illegal default rule (" + what + ")");
        good = false;
    }
}
