package dev.meshwarden.rego.builtin.x509;

/** Bytes are no certificate, request or key. The message is Go's. Stackless. */
public final class Malformed extends RuntimeException {
    public Malformed(String message) {
        super(message, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
