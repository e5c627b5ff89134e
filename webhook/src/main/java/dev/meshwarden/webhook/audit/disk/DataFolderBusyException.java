package dev.meshwarden.webhook.audit.disk;

import java.io.IOException;
import java.nio.file.Path;

/** Another process writes to the data folder. */
public final class DataFolderBusyException extends IOException {
    private final transient Path folder;

    DataFolderBusyException(Path folder) {
        super(
                "another process uses the data folder "
                        + folder.toAbsolutePath().normalize()
                        + "; stop it, or give another folder with --data");
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }
}
