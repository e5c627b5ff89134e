package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

/**
 * Parentheses around operands of {@code and}, {@code or} and {@code not}: {@code (a or b) and c}. The same parentheses may hold a
 * plain term, so a group is only tried, and given up when nothing in it needs one.
 */
final class GroupParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    /** The parentheses do hold a group; without an operand it is broken, and the fault is reported. */
    record Group(LogicalParser.@Nullable Operand operand) {}

    private static final Group BROKEN = new Group(null);

    GroupParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /**
     * Null, with the cursor where it was, when the parentheses hold a term.
     *
     * @param operand whether the parentheses are already known to be an operand
     * @param prefix what stands before them, for hints: empty or {@code not }
     */
    @Nullable Group group(boolean operand, String prefix) {
        int faultsBefore = cursor.faults().size();
        Group found = cursor.deeper(() -> read(operand, prefix));
        return found == null && cursor.faults().size() > faultsBefore ? BROKEN : found;
    }

    private @Nullable Group read(boolean known, String prefix) {
        CursorState before = cursor.mark();
        Location open = cursor.at();
        cursor.advance();
        if (cursor.is(Kind.RPAREN)) {
            if (known) {
                cursor.fail(open, "empty parenthesized group");
                return BROKEN;
            }
            return giveUp(before);
        }
        LogicalParser.Operand first = grammar.logical.operand("");
        if (first == null) {
            return giveUp(before);
        }
        if (cursor.is(Kind.AND) || cursor.is(Kind.OR)) {
            Expr joined = grammar.logical.alternatives(first);
            Expr whole = joined == null ? null : grammar.logical.modified(joined);
            return whole == null ? BROKEN : close(open, Body.of(whole));
        }
        if (cursor.is(Kind.WITH) && !first.braces() && first.body().size() == 1) {
            return modified(before, open, first, known);
        }
        if (first.braces()) {
            return valueInBraces(before, open, first, prefix);
        }
        return first.body().size() == 1 && isConnectedOrNegated(first.body().get(0))
                ? close(open, first.body())
                : giveUp(before);
    }

    /** {@code (a with x)}: the modifier belongs to the only operand. */
    private @Nullable Group modified(
            CursorState before, Location open, LogicalParser.Operand only, boolean known) {
        Location with = cursor.at();
        Expr expr = grammar.logical.modified(only.body().get(0));
        if (expr == null) {
            return BROKEN;
        }
        if (cursor.is(Kind.AND) || cursor.is(Kind.OR)) {
            grammar.logical.faultOfModifier(with, cursor.kind().text());
            return BROKEN;
        }
        Group closed = close(open, Body.of(expr));
        return closed == BROKEN || known || cursor.is(Kind.AND) || cursor.is(Kind.OR)
                ? closed
                : giveUp(before);
    }

    /** {@code ({ … })}: parentheses do not go around a body, so the braces must be a value. */
    private @Nullable Group valueInBraces(
            CursorState before, Location open, LogicalParser.Operand first, String prefix) {
        String braces = cursor.textSince(first.at().offset());
        cursor.reset(before);
        cursor.advance();
        Term value = grammar.terms.term();
        cursor.reset(before);
        if (value != null) {
            return null;
        }
        cursor.hint("drop the parens to keep the body: `%s%s`".formatted(prefix, braces));
        cursor.fail(open, "`(...)` in an operand position cannot contain a body");
        return BROKEN;
    }

    private @Nullable Group giveUp(CursorState before) {
        cursor.reset(before);
        return null;
    }

    private Group close(Location open, Body body) {
        if (!cursor.is(Kind.RPAREN)) {
            cursor.fail(cursor.at(), "expected ) to close parenthesized group");
            return BROKEN;
        }
        cursor.advance();
        return new Group(new LogicalParser.Operand(body, false, cursor.since(open)));
    }

    private static boolean isConnectedOrNegated(Expr expr) {
        return expr.negated()
                || expr.form() instanceof Form.Logical
                || expr.form() instanceof Form.Not;
    }
}
