package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.TemplatePart;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/** Template strings: {@code $"text {expression}"}. */
final class TemplateParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    TemplateParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    @Nullable TemplateString template(boolean raw) {
        Location at = cursor.at();
        if (!grammar.language.version().atLeast(RegoVersion.V1)) {
            cursor.fail(at, "template strings are not supported by current capabilities");
            return null;
        }
        var parts = new ArrayList<TemplatePart>();
        boolean first = true;
        while (true) {
            Location textAt = cursor.at();
            String text = text(raw, first);
            if (text == null) {
                return null;
            }
            if (!text.isEmpty()) {
                parts.add(new TemplatePart.Fixed(Scalar.string(text, textAt)));
            }
            boolean last = cursor.is(Kind.TEMPLATE_END) || cursor.is(Kind.RAW_TEMPLATE_END);
            boolean commented = cursor.commentFollows();
            cursor.advance();
            if (last) {
                return new TemplateString(parts, raw, cursor.since(at));
            }
            TemplatePart hole = hole(commented);
            if (hole == null) {
                return null;
            }
            parts.add(hole);
            if (!cursor.is(Kind.RBRACE)) {
                cursor.fail(cursor.at(), "expected } to end template string expression");
                return null;
            }
            cursor.advance();
            first = false;
        }
    }

    /** The text of the current token without what encloses it; null, with the fault reported, when it cannot be read. */
    private @Nullable String text(boolean raw, boolean first) {
        String literal =
                switch (cursor.kind()) {
                    case TEMPLATE_PART, TEMPLATE_END, RAW_TEMPLATE_PART, RAW_TEMPLATE_END ->
                            cursor.word();
                    default -> null;
                };
        if (literal == null || (first && !literal.startsWith("$"))) {
            cursor.fail(cursor.at(), "expected template-string part");
            return null;
        }
        String inner = literal.substring(first ? 2 : 0, literal.length() - 1).replace("\\{", "{");
        if (raw) {
            return inner;
        }
        String plain = LiteralParser.unescaped(inner);
        if (plain == null) {
            cursor.fail(cursor.at(), "illegal template-string part: " + literal);
        }
        return plain;
    }

    private @Nullable TemplatePart hole(boolean commented) {
        Expr expr = grammar.exprs.literal();
        if (expr == null) {
            cursor.fail(cursor.at(), "invalid template-string expression");
            return null;
        }
        String refused =
                expr.negated()
                        ? "negation ('not')"
                        : switch (expr.form()) {
                            case Form.CallForm c when c.isEquality() -> "unification ('=')";
                            case Form.CallForm c when c.isAssignment() -> "assignment (':=')";
                            case Form.Every _ -> "'every'";
                            case Form.SomeVars _, Form.SomeIn _ -> "'some'";
                            case Form.TermForm _, Form.CallForm _, Form.Not _, Form.Logical _ -> "";
                        };
        if (!refused.isEmpty()) {
            cursor.fail(expr.at(), "unexpected " + refused + " in template-string expression");
            return null;
        }
        return expr.form() instanceof Form.TermForm(Scalar scalar, _) && !commented
                ? new TemplatePart.Fixed(scalar)
                : new TemplatePart.Hole(expr);
    }
}
