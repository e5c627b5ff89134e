package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** {@code some x, y}, {@code some k, v in xs} and {@code every k, v in xs { … }}. */
final class QuantifierParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    QuantifierParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    @Nullable Expr some() {
        Location at = cursor.at();
        CursorState before = cursor.mark();
        cursor.advance();
        if (grammar.infix.term() instanceof Call call) {
            if (!BodyParser.isMember(call)) {
                cursor.unexpected("expected `x in xs` or `x, y in xs` expression");
                return null;
            }
            List<Term> parts = call.args();
            Term key = parts.size() == 3 ? parts.getFirst() : null;
            var form =
                    new Form.SomeIn(
                            key, parts.get(parts.size() - 2), parts.getLast(), cursor.since(at));
            return modified(Expr.of(form, at));
        }
        cursor.reset(before);
        hintIn();
        var vars = new ArrayList<Var>();
        do {
            cursor.advance();
            if (!cursor.is(Kind.IDENT)) {
                cursor.unexpected("expected var");
                return null;
            }
            vars.add(cursor.variable());
            cursor.advance();
        } while (cursor.is(Kind.COMMA));
        return Expr.of(new Form.SomeVars(vars, cursor.since(at)), at);
    }

    /** In v0 {@code some x in xs} is not understood until {@code in} is imported. */
    private void hintIn() {
        if (grammar.language.version() != RegoVersion.V0) {
            return;
        }
        CursorState before = cursor.mark();
        cursor.advance();
        Term term = cursor.speaking(Language.IMPORTABLE, grammar.infix::term);
        cursor.reset(before);
        if (BodyParser.isMember(term)) {
            cursor.hint("`import future.keywords.in` for `some x in xs` expressions");
        }
    }

    @Nullable Expr every() {
        Location at = cursor.at();
        cursor.advance();
        Term term = grammar.infix.term();
        if (term == null) {
            return null;
        }
        if (!(term instanceof Call call) || !BodyParser.isMember(call)) {
            cursor.unexpected("expected `x[, y] in xs { ... }` expression");
            return null;
        }
        List<Term> parts = call.args();
        Term key = parts.size() == 3 ? parts.getFirst() : null;
        if (key != null && !(key instanceof Var)) {
            cursor.unexpected("expected key to be a variable");
            return null;
        }
        if (!(parts.get(parts.size() - 2) instanceof Var value)) {
            cursor.unexpected("expected value to be a variable");
            return null;
        }
        if (!cursor.is(Kind.LBRACE)) {
            cursor.unexpected("missing body");
            return null;
        }
        cursor.advance();
        Body body = grammar.bodies.body(Kind.RBRACE);
        if (body == null) {
            return null;
        }
        cursor.advance();
        var form = new Form.Every((Var) key, value, parts.getLast(), body, cursor.since(at));
        return modified(Expr.of(form, at));
    }

    private @Nullable Expr modified(Expr expr) {
        List<With> modifiers = grammar.modifiers.modifiers();
        return modifiers == null ? null : expr.withModifiers(modifiers);
    }
}
