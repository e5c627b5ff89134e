package dev.meshwarden.certs.store;

import java.io.IOException;

/** Someone else wrote since we read: read again, and decide again. */
public final class StaleStoreException extends IOException {
    public StaleStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
