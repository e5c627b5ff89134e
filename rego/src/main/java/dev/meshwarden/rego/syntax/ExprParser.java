package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Operator;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** One expression of a body, with its negation, its modifiers and the {@code and}s and {@code or}s behind it. */
final class ExprParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    ExprParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Null, with the fault reported, when no expression stands here. */
    @Nullable Expr literal() {
        return cursor.deeper(() -> {
            Location at = cursor.at();
            Expr expr = read();
            return expr == null ? null : spanning(expr, cursor.since(at));
        });
    }

    private static Expr spanning(Expr expr, Location at) {
        return expr.form() instanceof Form.Not(var body, var braces, var notAt) && !braces
                ? expr.withForm(
                                new Form.Not(
                                        new Body(
                                                body.exprs().stream()
                                                        .map(e -> e.withAt(at))
                                                        .toList()),
                                        false,
                                        notAt))
                        .withAt(at)
                : expr.withAt(at);
    }

    private @Nullable Expr read() {
        if (grammar.language.hasConnectives()) {
            if (cursor.is(Kind.LBRACE)) {
                LogicalParser.Attempt braces = grammar.logical.bracedStatement();
                if (braces != null) {
                    return braces.expr();
                }
            }
            if (cursor.is(Kind.LPAREN)) {
                GroupParser.Group group = grammar.groups.group(false, "");
                if (group != null) {
                    return group.operand() == null
                            ? null
                            : grammar.logical.withTail(group.operand());
                }
            }
        }
        if (cursor.retakeAsPathHead()) {
            return expression(null);
        }
        Location not = negation();
        if (not != null && grammar.language.notTakesBody() && cursor.is(Kind.LBRACE)) {
            Expr negated = grammar.logical.notBody(not);
            return negated == null
                    ? null
                    : grammar.logical.withTail(
                            new LogicalParser.Operand(Body.of(negated), false, negated.at()));
        }
        return switch (cursor.kind()) {
            case SOME -> {
                if (not != null) {
                    cursor.unexpected("illegal negation of 'some'");
                    yield null;
                }
                yield grammar.quantifiers.some();
            }
            case EVERY -> {
                if (not != null) {
                    cursor.unexpected("illegal negation of 'every'");
                    yield null;
                }
                yield grammar.quantifiers.every();
            }
            default -> expression(not);
        };
    }

    /** Passes a {@code not} that negates; answers where it stood, null when there is none. */
    @Nullable Location negation() {
        if (!cursor.is(Kind.NOT) || cursor.startsPath()) {
            return null;
        }
        Location at = cursor.at();
        cursor.advance();
        return at;
    }

    private @Nullable Expr expression(@Nullable Location not) {
        CursorState before = cursor.mark();
        Location start = cursor.at();
        boolean body = not != null && grammar.language.notTakesBody();
        if (not != null && body && cursor.is(Kind.LPAREN)) {
            GroupParser.Group group = grammar.groups.group(true, "not ");
            if (group != null) {
                return group.operand() == null
                        ? null
                        : grammar.logical.withTail(negated(not, group.operand()));
            }
        }
        Expr expr = bare();
        if (expr == null) {
            return null;
        }
        expr = expr.withAt(cursor.since(start));
        Location with = cursor.is(Kind.WITH) ? cursor.at() : null;
        List<With> modifiers = grammar.modifiers.modifiers();
        if (modifiers == null) {
            return null;
        }
        hintEvery(expr, before);
        if (not != null && body) {
            Location at = cursor.since(not);
            expr = Expr.of(new Form.Not(Body.of(expr), false, at), at).withModifiers(modifiers);
        } else {
            expr = expr.withModifiers(modifiers).withNegated(not != null);
        }
        if (!cursor.is(Kind.AND) && !cursor.is(Kind.OR)) {
            return expr;
        }
        if (with != null) {
            grammar.logical.faultOfModifier(with, cursor.kind().text());
            return null;
        }
        if (not == null && expr.at().text().startsWith("{")) {
            if (expr.form() instanceof Form.TermForm(ObjectTerm object, _)
                    && object.entries().isEmpty()) {
                cursor.fail(expr.at(), "found empty body");
            } else {
                grammar.logical.faultOfBraces(expr.at(), expr.at().text(), cursor.kind().text());
            }
            return null;
        }
        return grammar.logical.withTail(new LogicalParser.Operand(Body.of(expr), false, expr.at()));
    }

    /** {@code not} before an operand that may be a group. */
    LogicalParser.Operand negated(Location not, LogicalParser.Operand operand) {
        Location at = cursor.since(not);
        var form = new Form.Not(operand.body(), operand.braces(), at);
        return new LogicalParser.Operand(Body.of(Expr.of(form, at)), false, at);
    }

    /** A term, or two of them around {@code =} or {@code :=}. */
    @Nullable Expr bare() {
        Location start = cursor.at();
        Term left = grammar.infix.term();
        if (left == null) {
            return null;
        }
        if (cursor.is(Kind.ASSIGN) || cursor.is(Kind.UNIFY)) {
            Ref operator =
                    grammar.infix.operator(
                            cursor.is(Kind.ASSIGN) ? Operator.ASSIGN : Operator.UNIFY);
            Term right = grammar.infix.term();
            if (right == null) {
                return null;
            }
            Location at = cursor.since(start);
            return Expr.of(new Form.CallForm(operator, List.of(left, right), at), at);
        }
        Location at = cursor.since(start);
        return Expr.of(
                left instanceof Call call ? call.asForm() : new Form.TermForm(left, left.at()), at);
    }

    /** In v0 a plain {@code every} may be the quantifier that was not imported. */
    private void hintEvery(Expr expr, CursorState before) {
        if (grammar.language.version() == RegoVersion.V0
                && expr.form() instanceof Form.TermForm(Var(var name, _), _)
                && name.equals("every")) {
            CursorState after = cursor.mark();
            cursor.reset(before);
            Expr every = cursor.speaking(Language.IMPORTABLE, grammar.quantifiers::every);
            cursor.reset(after);
            if (every != null) {
                cursor.hint(
                        "`import future.keywords.every` for `every x in xs { ... }` expressions");
            }
        }
    }
}
