package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Operator;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.source.Location;

/** What is refused as an operand of {@code not}, {@code and} or {@code or}, though it could be read. */
final class OperandFaults {
    private final TokenCursor cursor;

    OperandFaults(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Whether a body in braces begins with a bare {@code a | b} and so looks like a comprehension. */
    static boolean isAmbiguous(Body body) {
        Expr first = body.get(0);
        return first.form() instanceof Form.CallForm call
                && call.operator().isName(Operator.UNION.function())
                && call.operator().at().text().equals("|")
                && !first.at().text().strip().startsWith("(");
    }

    void ambiguous(Location brace, Body body, String prefix) {
        String braces = cursor.textSince(brace.offset());
        Location union = body.get(0).at();
        int from = union.offset() - brace.offset();
        int to = from + union.length();
        String wrapped =
                from > 0 && to <= braces.length()
                        ? braces.substring(0, from)
                                + "("
                                + braces.substring(from, to)
                                + ")"
                                + braces.substring(to)
                        : braces;
        cursor.hint(
                "write `%s(%s)` for the comprehension, or `%s%s` for the set union"
                        .formatted(prefix, braces, prefix, wrapped));
        cursor.fail(
                brace,
                "ambiguous `{ ... | ... }` operand: read as a body holding a set-union expression,"
                        + " not as a comprehension");
    }

    /** The braces hold a value where a body must stand. */
    void needsBody(Location brace, Term value, String prefix) {
        String operand = cursor.textSince(brace.offset());
        cursor.hint(
                "write `%s(%s)` to negate the value, or `%s{%s}` for a body holding it"
                        .formatted(prefix, operand, prefix, operand));
        cursor.fail(
                brace,
                "`{...}` in an operand position must contain expression(s), got: "
                        + leftmost(value).kind());
    }

    private static Term leftmost(Term term) {
        return term instanceof Call call
                        && Operator.ofFunction(call.name()) != null
                        && !call.args().isEmpty()
                ? leftmost(call.args().getFirst())
                : term;
    }

    /** An operand of nothing but {@code print} could never fail. */
    void refuseVoid(Body body, String op) {
        boolean prints =
                body.exprs().stream()
                        .allMatch(e ->
                                !e.negated()
                                        && e.form() instanceof Form.CallForm c
                                        && c.operator().isName("print"));
        if (prints) {
            cursor.hint(
                    "`print` produces no value and always succeeds, so the operand can never fail;"
                            + " move it out of the operand, or add an expression that can fail");
            cursor.fail(
                    body.at(),
                    "operand of `%s` cannot consist only of calls to `print`".formatted(op));
        }
    }
}
