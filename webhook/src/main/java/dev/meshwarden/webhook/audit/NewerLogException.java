package dev.meshwarden.webhook.audit;

import java.io.IOException;
import java.nio.file.Path;

/** The log was written by a newer version of the program: nothing is written to it. */
public final class NewerLogException extends IOException {
    NewerLogException(Path epoch, String what) {
        super(
                epoch
                        + ": "
                        + what
                        + "; run the newer version, or give another data folder with --data");
    }
}
