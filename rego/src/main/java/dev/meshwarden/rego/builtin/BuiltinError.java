package dev.meshwarden.rego.builtin;

/**
 * A builtin cannot answer. Undefined unless evaluation is strict, and always collected. Stackless. The message is what OPA says after
 * the builtin's name; the caller puts the name in front.
 */
public final class BuiltinError extends RuntimeException {
    /** Which of OPA's two codes. */
    public enum Kind {
        /** An operand of the wrong type: {@code eval_type_error}. */
        TYPE,
        /** Anything else: {@code eval_builtin_error}. */
        BUILTIN
    }

    private final Kind kind;

    private BuiltinError(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public static BuiltinError failed(String message) {
        return new BuiltinError(Kind.BUILTIN, message);
    }

    /** The whole text: see {@link Operands}, which words the usual ones. */
    public static BuiltinError type(String message) {
        return new BuiltinError(Kind.TYPE, message);
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        String text = getMessage();
        return text == null ? "" : text;
    }
}
