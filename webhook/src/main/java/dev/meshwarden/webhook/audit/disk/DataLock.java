package dev.meshwarden.webhook.audit.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one lock of a data folder, {@code DIR/.lock}, held by whoever writes the log, its keys or the local PKI. Goes with the process, however it
 * ends.
 */
public final class DataLock implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private DataLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** What is locked. */
    public Path folder() {
        return folder;
    }

    /** Takes the lock, and makes the folder if it is missing. Refused at once when another holds it. */
    public static DataLock take(Path data) throws IOException {
        Files.createDirectories(data);
        FileChannel channel =
                FileChannel.open(
                        data.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataLock(data, channel);
            }
        } catch (OverlappingFileLockException _) {
            // another part of this very process holds it
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new DataFolderBusyException(data);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
