package dev.meshwarden.rego.limit;

/** Which limit was reached; the text is the name of its setting. */
public enum Limit {
    DEADLINE("deadline"),
    STEPS("steps"),
    CALL_DEPTH("call depth"),
    BUILT_DEPTH("value depth"),
    BUILT_BYTES("built size"),
    RESULT_BYTES("result size"),
    STRING_BYTES("string size"),
    ELEMENTS("collection size"),
    DIGITS("number digits"),
    EXPONENT("number exponent"),
    REGEX("regex size"),
    MODULE_BYTES("module size");

    private final String text;

    Limit(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
