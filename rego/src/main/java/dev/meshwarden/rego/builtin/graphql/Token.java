package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

/**
 * A token of a document.
 *
 * @param value its text or meaning; empty for punctuation
 * @param fault why an invalid token is none; null for any other
 */
record Token(Kind kind, String value, Place at, @Nullable GraphqlFault fault) {
    /** What it is; the text is the one in messages. */
    enum Kind {
        INVALID("<Invalid>"),
        END("<EOF>"),
        BANG("!"),
        DOLLAR("$"),
        AMP("&"),
        PAREN_OPEN("("),
        PAREN_CLOSE(")"),
        SPREAD("..."),
        COLON(":"),
        EQUALS("="),
        AT("@"),
        BRACKET_OPEN("["),
        BRACKET_CLOSE("]"),
        BRACE_OPEN("{"),
        BRACE_CLOSE("}"),
        PIPE("|"),
        NAME("Name"),
        INT("Int"),
        FLOAT("Float"),
        STRING("String"),
        BLOCK_STRING("BlockString"),
        COMMENT("Comment");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    boolean isName(String name) {
        return kind == Kind.NAME && value.equals(name);
    }

    /** As messages show it. */
    String shown() {
        return value.isEmpty() ? kind.text() : kind.text() + " " + Str.of(value);
    }
}
