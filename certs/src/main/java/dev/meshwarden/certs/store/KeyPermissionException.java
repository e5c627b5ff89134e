package dev.meshwarden.certs.store;

import java.io.IOException;
import java.nio.file.Path;

/** A private key that others could read, or that is not ours. Nothing is served with it. */
public final class KeyPermissionException extends IOException {
    private final transient Path file;
    private final String fix;

    KeyPermissionException(Path file, String wrong, String fix) {
        super(file + ": " + wrong + "; fix: " + fix);
        this.file = file;
        this.fix = fix;
    }

    public Path file() {
        return file;
    }

    /** A command that puts it right. */
    public String fix() {
        return fix;
    }
}
