package dev.meshwarden.webhook.audit.seal;

import java.io.IOException;
import java.nio.file.Path;

/** The audit key cannot be used as it lies there. The message names the file, and the fix where there is one. */
public final class KeyFileException extends IOException {
    KeyFileException(Path file, String wrong) {
        super(file + " " + wrong);
    }
}
