package dev.meshwarden.certs.store;

import java.io.IOException;
import java.nio.file.Path;

/** The folder was written by a newer version: we neither read nor write it. */
public final class StoreVersionException extends IOException {
    StoreVersionException(Path file, String found, int known) {
        super(
                file
                        + ": written in format "
                        + found
                        + ", this version knows "
                        + known
                        + "; run the newer version, or give another data folder");
    }
}
