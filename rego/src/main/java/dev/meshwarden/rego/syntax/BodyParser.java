package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Operator;
import dev.meshwarden.rego.ast.Term;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/** Expressions one behind the other, separated by semicolons or line ends. */
final class BodyParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    BodyParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** A body up to the token that closes it, which stays current. */
    @Nullable Body body(Kind end) {
        return cursor.deeper(() -> read(end, false));
    }

    /** What stands at the top of a file or query: expressions joined by semicolons only. */
    @Nullable Body statement() {
        return read(Kind.EOF, true);
    }

    private @Nullable Body read(Kind end, boolean semicolons) {
        if (cursor.is(end)) {
            cursor.fail(cursor.at(), "found empty body");
            return null;
        }
        var exprs = new ArrayList<Expr>();
        while (true) {
            Expr expr = grammar.exprs.literal();
            if (expr == null) {
                return null;
            }
            exprs.add(expr);
            if (cursor.is(Kind.SEMICOLON)) {
                cursor.advance();
                continue;
            }
            if (cursor.is(end) || semicolons) {
                return new Body(exprs);
            }
            if (!cursor.onNewLine()) {
                if (!cursor.failed()) {
                    hintMissingKeyword();
                    cursor.unexpected("expected \\n or ; or " + end);
                }
                return null;
            }
        }
    }

    /** A plain {@code in}, {@code and} or {@code or} here is most likely an operator that was not imported. */
    private void hintMissingKeyword() {
        if (cursor.hinted()) {
            return;
        }
        String word = "in";
        if (cursor.is(Kind.IDENT)) {
            word = cursor.word();
        } else if (!cursor.is(Kind.COMMA) || !keyAndValueFollow()) {
            return;
        }
        switch (word) {
            case "in" -> hint(word, "x in xs");
            case "and", "or" -> hint(word, "x " + word + " y");
            default -> {}
        }
    }

    private void hint(String word, String example) {
        cursor.hint("`import future.keywords.%s` for `%s` expressions".formatted(word, example));
    }

    private boolean keyAndValueFollow() {
        CursorState before = cursor.mark();
        cursor.advance();
        Term term = cursor.speaking(Language.IMPORTABLE, grammar.infix::term);
        cursor.reset(before);
        return isMember(term);
    }

    static boolean isMember(@Nullable Term term) {
        if (!(term instanceof Call call)) {
            return false;
        }
        Operator operator = Operator.ofFunction(call.name());
        return operator == Operator.MEMBER || operator == Operator.MEMBER_WITH_KEY;
    }
}
