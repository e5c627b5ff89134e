package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.disk.Disk;
import dev.meshwarden.webhook.audit.disk.DiskFile;
import dev.meshwarden.webhook.config.ByteSize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Space kept for the records that must not be lost: a file full of zeros that is deleted when the disk is full.
 *
 * <p>Threading: confined to the writer.
 */
final class Reserve {
    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final long size;
    private final Disk disk;

    Reserve(Path folder, ByteSize size, Disk disk) {
        this.file = folder.resolve(".reserve");
        this.size = size.bytes();
        this.disk = disk;
    }

    /** Makes it unless it is there, whole. A failure leaves nothing behind. */
    void fill() throws IOException {
        if (size == 0 || (Files.exists(file) && Files.size(file) == size)) {
            return;
        }
        try (DiskFile reserve = disk.append(file)) {
            reserve.truncate(0);
            for (long left = size; left > 0; left -= CHUNK) {
                reserve.writeAll(ByteBuffer.allocate((int) Math.min(CHUNK, left)));
            }
            reserve.force();
        } catch (IOException e) {
            release();
            throw e;
        }
    }

    /** Gives the space back; false when there was none to give. */
    boolean release() throws IOException {
        return Files.deleteIfExists(file);
    }

    /** What must be free before it is made again: twice its size. */
    long wanted() {
        return 2 * size;
    }
}
