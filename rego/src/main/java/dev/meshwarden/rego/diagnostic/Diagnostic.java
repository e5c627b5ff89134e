package dev.meshwarden.rego.diagnostic;

import dev.meshwarden.rego.source.Location;

import java.util.Comparator;

/**
 * One thing wrong with a policy, constraint, configuration or request, at one place.
 *
 * <p>Wording. The message is one sentence that assumes the excerpt is in view: it names the thing in backquotes and says what is
 * wrong with it, without "error" or "invalid" alone. Help goes into the hint, as an instruction. Values of unbounded size stand in
 * neither. Where OPA has a text for the same fault, the message is OPA's.
 *
 * @param hint what to do about it; empty when there is nothing to add
 */
public record Diagnostic(Code code, String message, Location at, String hint) {
    /** By place, then code, then message. */
    public static final Comparator<Diagnostic> ORDER =
            Comparator.comparing(Diagnostic::at)
                    .thenComparing(d -> d.code().text())
                    .thenComparing(Diagnostic::message);

    public Diagnostic(Code code, String message, Location at) {
        this(code, message, at, "");
    }

    public Diagnostic withHint(String text) {
        return new Diagnostic(code, message, at, text);
    }

    /** {@code file:row:col: code: message}, on one line, as OPA prints it. */
    public String line() {
        return at.row() == 0
                ? (at.file().isEmpty() ? "" : at.file() + ": ") + code.text() + ": " + message
                : at + ": " + code.text() + ": " + message;
    }

    /** Several lines: head, place, the source line with a caret under the place, hint. */
    public String excerpt() {
        return Excerpt.of(this);
    }

    @Override
    public String toString() {
        return line();
    }
}
