package dev.meshwarden.webhook.audit.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is appended to. One thread at a time. */
public interface DiskFile extends Closeable {
    /** Writes at the end; may write less than there is. */
    int write(ByteBuffer bytes) throws IOException;

    /** Makes what was written durable. After a failure nothing is known of the file's pages: never ask again. */
    void force() throws IOException;

    void truncate(long length) throws IOException;

    long length() throws IOException;

    /** Writes all of it. */
    default void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            write(bytes);
        }
    }
}
