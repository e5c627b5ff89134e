package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.builtin.graphql.Token.Kind;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The tokens of a document one by one, one ahead; comments stand aside as those before the token ahead. */
final class Cursor {
    private static final int DEEPEST = 500;

    private final Lexer lexer;
    private @Nullable Token ahead;
    private Token last = new Token(Kind.END, "", new Place(1, 1), null);
    private Value comment = Null.NULL;
    private int depth;

    Cursor(String text) {
        this.lexer = new Lexer(text);
    }

    Token peek() {
        Token token = ahead;
        if (token == null) {
            token = lexer.next();
            List<Value> comments = new ArrayList<>();
            while (token.kind() == Kind.COMMENT) {
                comments.add(Obj.of("Value", Str.of(token.value())));
                token = lexer.next();
            }
            comment = comments.isEmpty() ? Null.NULL : Obj.of("List", Array.ofList(comments));
            ahead = token;
        }
        return token;
    }

    boolean isAhead(Kind kind) {
        return peek().kind() == kind;
    }

    Token next() {
        Token token = peek();
        ahead = null;
        comment = Null.NULL;
        last = token;
        if (token.fault() != null) {
            throw token.fault();
        }
        return token;
    }

    /** The token taken last. */
    Token last() {
        return last;
    }

    /** The comments before the token ahead, null for none; also null right behind a token. */
    Value comment() {
        return comment;
    }

    /** Place of the token ahead. */
    Value place() {
        return peek().at().value();
    }

    Token expect(Kind kind) {
        Token token = peek();
        if (token.kind() != kind) {
            throw fault("Expected " + kind.text() + ", found " + token.kind().text(), token);
        }
        return next();
    }

    void expectKeyword(String word) {
        Token token = peek();
        if (!token.isName(word)) {
            throw fault("Expected " + Str.of(word) + ", found " + token.shown(), token);
        }
        next();
    }

    boolean skip(Kind kind) {
        if (!isAhead(kind)) {
            return false;
        }
        next();
        return true;
    }

    String name() {
        return expect(Kind.NAME).value();
    }

    GraphqlFault unexpected(Token token) {
        return fault("Unexpected " + token.shown(), token);
    }

    GraphqlFault unexpected() {
        return unexpected(peek());
    }

    private static GraphqlFault fault(String message, Token token) {
        return new GraphqlFault(message, token.at());
    }

    /** Items in brackets, which may be left out with everything in them; at least one when they are there. The comments before the end. */
    Value some(Kind open, Kind close, Runnable item) {
        if (!skip(open)) {
            return Null.NULL;
        }
        if (isAhead(close)) {
            throw fault("expected at least one definition, found " + peek().kind().text(), peek());
        }
        items(close, item);
        Value before = comment;
        next();
        return before;
    }

    /** As {@link #some}, with none as well. */
    void many(Kind open, Kind close, Runnable item) {
        if (skip(open)) {
            items(close, item);
            next();
        }
    }

    private void items(Kind close, Runnable item) {
        if (++depth > DEEPEST) {
            throw fault("nested deeper than " + DEEPEST, peek());
        }
        while (!isAhead(close)) {
            item.run();
        }
        depth--;
    }
}
