package dev.meshwarden.rego.builtin.format;

/**
 * What stands between the percent sign and the verb.
 *
 * @param width least number of characters, -1 where none is given
 * @param precision -1 where none is given
 * @param goSyntax the {@code #} of {@code %#v}
 */
record Flags(
        boolean sharp,
        boolean zero,
        boolean plus,
        boolean minus,
        boolean space,
        int width,
        int precision,
        boolean goSyntax) {
    static final Flags NONE = new Flags(false, false, false, false, false, -1, -1, false);

    boolean hasPrecision() {
        return precision >= 0;
    }

    /** Padded to the width, with spaces or, on the left only, zeros. */
    String pad(String text, boolean zeros) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        return minus
                ? text + " ".repeat(missing)
                : (zeros && zero ? "0" : " ").repeat(missing) + text;
    }

    Flags withSize(int newWidth, int newPrecision) {
        return new Flags(sharp, zero, plus, minus, space, newWidth, newPrecision, goSyntax);
    }

    /** With minus and without zeros, which a negative width by argument means. */
    Flags leftAligned() {
        return new Flags(sharp, false, plus, true, space, width, precision, goSyntax);
    }

    /** For the verb {@code v}: sharp asks for Go syntax, plus for field names, and neither has its usual meaning. */
    Flags forPlain() {
        return new Flags(false, zero, false, minus, space, width, precision, sharp);
    }
}
