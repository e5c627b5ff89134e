package dev.meshwarden.webhook.audit.disk;

import java.io.IOException;
import java.nio.file.Path;

/** What the log asks of the file system. */
public interface Disk {
    /** Opens a file to append to, and makes it if it is missing. */
    DiskFile append(Path file) throws IOException;

    /** Makes the folder's entries durable. */
    void forceFolder(Path folder) throws IOException;

    /** How much may still be written there. */
    long usableBytes(Path folder) throws IOException;

    /** How large the file system is. */
    long totalBytes(Path folder) throws IOException;
}
