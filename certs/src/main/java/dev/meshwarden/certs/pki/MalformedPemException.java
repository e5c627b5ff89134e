package dev.meshwarden.certs.pki;

import org.jspecify.annotations.Nullable;

/** A text or file is not the PEM that was expected; the message says what it is instead, never quoting key material. */
public final class MalformedPemException extends Exception {
    public MalformedPemException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
