package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * {@code and}, {@code or} and the {@code not} that takes a body. An operand is one expression, a body in braces or a group in
 * parentheses. A brace where an operand begins always opens a body; a value that is printed with braces needs parentheses.
 */
final class LogicalParser {
    private final Grammar grammar;
    private final TokenCursor cursor;
    private final OperandFaults faults;

    /** One side of a connective. */
    record Operand(Body body, boolean braces, Location at) {}

    /** A reading that was the right one; without an expression it failed, and the fault is reported. */
    record Attempt(@Nullable Expr expr) {}

    LogicalParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
        this.faults = new OperandFaults(cursor);
    }

    /** {@code { body } and …} where a statement begins; null when the braces turn out to be something else. */
    @Nullable Attempt bracedStatement() {
        CursorState before = cursor.mark();
        Location at = cursor.at();
        cursor.advance();
        Body body = grammar.bodies.body(Kind.RBRACE);
        if (body != null) {
            cursor.advance();
            if (cursor.is(Kind.AND) || cursor.is(Kind.OR)) {
                if (OperandFaults.isAmbiguous(body)) {
                    faults.ambiguous(at, body, "");
                    return new Attempt(null);
                }
                return new Attempt(withTail(new Operand(body, true, at)));
            }
        }
        cursor.resetAndForget(before);
        return null;
    }

    /** The operand, joined with what follows it, with the modifiers of the whole. */
    @Nullable Expr withTail(Operand first) {
        Expr whole = cursor.is(Kind.AND) || cursor.is(Kind.OR) ? alternatives(first) : only(first);
        return whole == null ? null : modified(whole);
    }

    private static Expr only(Operand operand) {
        return operand.body().get(0);
    }

    @Nullable Expr modified(Expr expr) {
        if (!cursor.is(Kind.WITH)) {
            return expr;
        }
        List<With> modifiers = grammar.modifiers.modifiers();
        return modifiers == null ? null : expr.withModifiers(modifiers);
    }

    /** {@code first or b and c or …}. */
    @Nullable Expr alternatives(Operand first) {
        return cursor.deeper(() -> readAlternatives(first));
    }

    private @Nullable Expr readAlternatives(Operand first) {
        Operand left = conjunction(first);
        for (int length = 0; left != null && cursor.is(Kind.OR); length++) {
            if (!cursor.mayChain(length)) {
                return null;
            }
            cursor.advance();
            Operand right = operand("or");
            right = right == null ? null : conjunction(right);
            if (right == null) {
                return null;
            }
            left = join(Form.Connective.OR, left, right);
        }
        return left == null ? null : only(left);
    }

    private @Nullable Operand conjunction(Operand first) {
        Operand left = first;
        for (int length = 0; cursor.is(Kind.AND); length++) {
            if (!cursor.mayChain(length)) {
                return null;
            }
            cursor.advance();
            Operand right = operand("and");
            if (right == null) {
                return null;
            }
            left = join(Form.Connective.AND, left, right);
        }
        return left;
    }

    private Operand join(Form.Connective op, Operand left, Operand right) {
        faults.refuseVoid(left.body(), op.word());
        faults.refuseVoid(right.body(), op.word());
        Location at = cursor.since(left.at());
        var form =
                new Form.Logical(op, left.body(), left.braces(), right.body(), right.braces(), at);
        return new Operand(Body.of(Expr.of(form, at)), false, at);
    }

    /** One operand; {@code op} is empty when the caller only tries and goes back on failure. */
    @Nullable Operand operand(String op) {
        if (cursor.is(Kind.LBRACE)) {
            return braced(op);
        }
        Location not = grammar.exprs.negation();
        boolean body = not != null && grammar.language.notTakesBody();
        if (not != null && body && cursor.is(Kind.LBRACE)) {
            Expr negated = notBody(not);
            return negated == null ? null : new Operand(Body.of(negated), false, negated.at());
        }
        if (cursor.is(Kind.LPAREN) && grammar.language.hasConnectives() && (not == null || body)) {
            GroupParser.Group group = grammar.groups.group(true, not == null ? "" : "not ");
            if (group != null) {
                Operand inner = group.operand();
                return inner == null || not == null ? inner : grammar.exprs.negated(not, inner);
            }
        }
        Location start = cursor.at();
        Expr expr = grammar.exprs.bare();
        if (expr == null) {
            return null;
        }
        expr = expr.withAt(cursor.since(start));
        if (not != null && body) {
            return grammar.exprs.negated(not, new Operand(Body.of(expr), false, expr.at()));
        }
        return new Operand(Body.of(expr.withNegated(not != null)), false, expr.at());
    }

    private @Nullable Operand braced(String op) {
        Location at = cursor.at();
        CursorState before = cursor.mark();
        cursor.advance();
        boolean empty = cursor.is(Kind.RBRACE);
        Body body = grammar.bodies.body(Kind.RBRACE);
        if (body == null) {
            if (!empty && !op.isEmpty() && valueInstead(before) != null) {
                faultOfBraces(at, cursor.textSince(at.offset()), op);
            }
            return null;
        }
        cursor.advance();
        if (OperandFaults.isAmbiguous(body)) {
            faults.ambiguous(at, body, "");
        }
        return new Operand(body, true, at);
    }

    /** {@code not { … }}; the brace is the current token. */
    @Nullable Expr notBody(Location not) {
        Location at = cursor.at();
        CursorState before = cursor.mark();
        cursor.advance();
        boolean empty = cursor.is(Kind.RBRACE);
        Body body = grammar.bodies.body(Kind.RBRACE);
        if (body == null) {
            Term value = empty ? null : valueInstead(before);
            if (value != null) {
                faults.needsBody(at, value, "not ");
            }
            return null;
        }
        cursor.advance();
        if (OperandFaults.isAmbiguous(body)) {
            faults.ambiguous(at, body, "not ");
            return null;
        }
        Location whole = cursor.since(not);
        return Expr.of(new Form.Not(body, true, whole), whole);
    }

    /** Reads a value where no body could be read; when that fails too, the cursor is left at the first failure. */
    private @Nullable Term valueInstead(CursorState before) {
        CursorState failure = cursor.mark();
        cursor.reset(before);
        Term value = grammar.infix.term();
        if (value == null) {
            cursor.reset(failure);
        }
        return value;
    }

    void faultOfBraces(Location at, String operand, String op) {
        cursor.hint("wrap the operand to keep the value: `(%s) %s ...`".formatted(operand, op));
        cursor.fail(
                at,
                "operand of `%s` cannot begin with `{` unless the braces hold a body"
                        .formatted(op));
    }

    void faultOfModifier(Location at, String op) {
        cursor.hint(
                ("Wrap the operand in `(...)` or `{...}` to scope, or move `with` after the `%s`"
                                + " expression to apply it to the whole expression")
                        .formatted(op));
        cursor.fail(at, "`with` modifier is not allowed on operand of `%s`".formatted(op));
    }
}
