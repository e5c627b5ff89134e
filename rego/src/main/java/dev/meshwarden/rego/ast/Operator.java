package dev.meshwarden.rego.ast;

import org.jspecify.annotations.Nullable;

/** The infix operators and the names of the functions they call. */
public enum Operator {
    ASSIGN(":=", "assign"),
    UNIFY("=", "eq"),
    EQUAL("==", "equal"),
    NOT_EQUAL("!=", "neq"),
    LESS("<", "lt"),
    LESS_OR_EQUAL("<=", "lte"),
    GREATER(">", "gt"),
    GREATER_OR_EQUAL(">=", "gte"),
    PLUS("+", "plus"),
    MINUS("-", "minus"),
    TIMES("*", "mul"),
    DIVIDED_BY("/", "div"),
    REMAINDER("%", "rem"),
    INTERSECTION("&", "and"),
    UNION("|", "or"),
    MEMBER("in", "internal.member_2"),
    MEMBER_WITH_KEY("in", "internal.member_3");

    private final String symbol;
    private final String function;

    Operator(String symbol, String function) {
        this.symbol = symbol;
        this.function = function;
    }

    /** As written between its operands. */
    public String symbol() {
        return symbol;
    }

    /** The name of the function it calls. */
    public String function() {
        return function;
    }

    /** The operator that calls this function; null when none does. */
    public static @Nullable Operator ofFunction(String name) {
        for (Operator o : values()) {
            if (o.function.equals(name)) {
                return o;
            }
        }
        return null;
    }
}
