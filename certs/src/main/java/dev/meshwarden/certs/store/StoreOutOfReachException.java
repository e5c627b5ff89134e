package dev.meshwarden.certs.store;

import java.io.IOException;

/** The store does not answer now. What was read from it before still holds. */
public final class StoreOutOfReachException extends IOException {
    public StoreOutOfReachException(String message, Throwable cause) {
        super(message, cause);
    }
}
