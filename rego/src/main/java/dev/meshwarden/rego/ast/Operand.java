package dev.meshwarden.rego.ast;

/** When the operand of {@code not}, {@code and} or {@code or} must be printed in parentheses to be read back as it is. */
final class Operand {
    private Operand() {}

    static boolean needsParensUnder(Expr expr, Form.Connective parent, boolean right) {
        if (!expr.with().isEmpty()) {
            return true;
        }
        return switch (expr.form()) {
            case Form.Logical l when l.op() == Form.Connective.OR ->
                    parent == Form.Connective.AND || right;
            case Form.Logical _ -> parent == Form.Connective.AND && right;
            case Form.TermForm(var term, _) -> beginsWithBrace(term);
            case Form.CallForm _, Form.SomeVars _, Form.SomeIn _, Form.Every _, Form.Not _ -> false;
        };
    }

    static boolean needsParensBehindNot(Expr expr) {
        if (!expr.with().isEmpty()) {
            return true;
        }
        return switch (expr.form()) {
            case Form.Logical _, Form.Not _ -> true;
            case Form.TermForm(var term, _) -> beginsWithBrace(term);
            case Form.CallForm _, Form.SomeVars _, Form.SomeIn _, Form.Every _ -> false;
        };
    }

    private static boolean beginsWithBrace(Term term) {
        return switch (term) {
            case SetTerm s -> !s.members().isEmpty();
            case ObjectTerm _, SetComp _, ObjectComp _ -> true;
            case Ref r -> beginsWithBrace(r.head());
            case Scalar _, Var _, ArrayTerm _, ArrayComp _, Call _, TemplateString _ -> false;
        };
    }
}
