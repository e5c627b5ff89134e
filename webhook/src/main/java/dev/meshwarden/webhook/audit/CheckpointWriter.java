package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.disk.Disk;
import dev.meshwarden.webhook.audit.disk.DiskFile;
import dev.meshwarden.webhook.audit.seal.Checkpoint;
import dev.meshwarden.webhook.audit.seal.CheckpointFile;
import dev.meshwarden.webhook.audit.seal.SignedNote;
import dev.meshwarden.webhook.audit.seal.SigningKey;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Signs what is durable, and appends it to {@code checkpoints.txt}. Never signs a smaller tree than before.
 *
 * <p>Threading: confined to the writer.
 */
final class CheckpointWriter implements Closeable {
    private final Path epoch;
    private final Disk disk;
    private final SigningKey key;
    private DiskFile file;
    private long length;
    private boolean isWhole = true;
    private long signedSize;

    CheckpointWriter(Path epoch, Disk disk, SigningKey key, long signedSize) throws IOException {
        this.epoch = epoch;
        this.disk = disk;
        this.key = key;
        this.signedSize = signedSize;
        this.file = disk.append(epoch.resolve(CheckpointFile.NAME));
        this.length = CheckpointFile.read(epoch).length();
        if (file.length() > length) {
            file.truncate(length); // a note that a crash cut short counts as none
            file.force();
        }
    }

    /** How many records the last note covers. */
    long signedSize() {
        return signedSize;
    }

    /** Signs the chain as it stands, which must be durable; nothing to do when it is signed already. */
    void sign(Chain durable, Instant now) throws IOException {
        if (durable.nextSeq() < signedSize) {
            throw new IllegalStateException("bug: a smaller tree than was signed");
        }
        if (durable.nextSeq() == signedSize) {
            return;
        }
        if (!isWhole) {
            repair();
        }
        SignedNote note =
                key.sign(
                        new Checkpoint(
                                durable.log(), durable.nextSeq(), durable.edge().root(), now));
        byte[] block = CheckpointFile.block(note);
        isWhole = false;
        file.writeAll(ByteBuffer.wrap(block));
        file.force();
        isWhole = true;
        length += block.length;
        signedSize = durable.nextSeq();
    }

    /** After a failure the file is opened anew and cut to its last whole note. */
    private void repair() throws IOException {
        file.close();
        file = disk.append(epoch.resolve(CheckpointFile.NAME));
        file.truncate(length);
        file.force();
        isWhole = true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
