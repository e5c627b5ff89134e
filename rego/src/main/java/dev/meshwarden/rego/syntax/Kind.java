package dev.meshwarden.rego.syntax;

/** The kinds of tokens, with the names that messages use. */
enum Kind {
    ILLEGAL("illegal"),
    EOF("eof"),
    WHITESPACE("whitespace"),
    IDENT("identifier"),

    PACKAGE("package", true),
    IMPORT("import", true),
    AS("as", true),
    DEFAULT("default", true),
    ELSE("else", true),
    NOT("not", true),
    SOME("some", true),
    WITH("with", true),
    NULL("null", true),
    TRUE("true", true),
    FALSE("false", true),
    IN("in", true),
    EVERY("every", true),
    CONTAINS("contains", true),
    IF("if", true),
    AND("and", true),
    OR("or", true),

    NUMBER("number"),
    STRING("string"),
    TEMPLATE_PART("template-string-part"),
    TEMPLATE_END("template-string-end"),
    RAW_TEMPLATE_PART("raw-template-string-part"),
    RAW_TEMPLATE_END("raw-template-string-end"),

    LBRACK("["),
    RBRACK("]"),
    LBRACE("{"),
    RBRACE("}"),
    LPAREN("("),
    RPAREN(")"),
    COMMA(","),
    COLON(":"),
    DOT("."),
    SEMICOLON(";"),

    PLUS("plus"),
    MINUS("minus"),
    TIMES("mul"),
    DIVIDE("div"),
    REMAINDER("rem"),
    AMPERSAND("and"),
    BAR("or"),
    UNIFY("eq"),
    ASSIGN("assign"),
    EQUAL("equal"),
    NOT_EQUAL("neq"),
    GREATER("gt"),
    GREATER_OR_EQUAL("gte"),
    LESS("lt"),
    LESS_OR_EQUAL("lte");

    private final String text;
    private final boolean keyword;

    Kind(String text) {
        this(text, false);
    }

    Kind(String text, boolean keyword) {
        this.text = text;
        this.keyword = keyword;
    }

    /** As messages name it; for a keyword the word, for an infix operator the function it calls. */
    String text() {
        return text;
    }

    boolean isKeyword() {
        return keyword;
    }

    @Override
    public String toString() {
        return text;
    }
}
