package dev.meshwarden.webhook.audit.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The log's key on disk: {@code audit.key} for the owner alone, {@code audit.pub} for all. Outside the log's folder, so that it may lie on another
 * mount. The secret file carries the public half as well, so a crash between the two loses nothing.
 */
public final class KeyFiles {
    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final Path secret;
    private final Path open;

    public KeyFiles(Path folder) {
        this.folder = folder;
        this.secret = folder.resolve("audit.key");
        this.open = folder.resolve("audit.pub");
    }

    /** The public half; empty when there is no such file. */
    public Optional<VerifierKey> verifier() throws IOException {
        if (!Files.exists(open)) {
            return Optional.empty();
        }
        String text = Files.readString(open);
        return Optional.of(
                VerifierKey.parse(text)
                        .orElseThrow(() -> new KeyFileException(open, "is no verifier string")));
    }

    /** Reads the key, or makes one with that name. Refuses a key that others may read, and halves that do not fit. */
    public SigningKey openOrCreate(String name) throws IOException {
        if (!Files.exists(secret)) {
            if (Files.exists(open)) {
                throw new KeyFileException(secret, "is missing, but its public half is there");
            }
            return create(name);
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(secret);
        if (!OWNER.containsAll(mode)) {
            throw new KeyFileException(
                    secret,
                    "may be read by others ("
                            + PosixFilePermissions.toString(mode)
                            + "); fix: chmod 600 "
                            + secret);
        }
        String[] lines = Files.readString(secret).split("\n", -1);
        VerifierKey verifier =
                (lines.length < 2 ? Optional.<VerifierKey>empty() : VerifierKey.parse(lines[1]))
                        .orElseThrow(() -> new KeyFileException(secret, "is no audit key"));
        SigningKey key =
                SigningKey.parse(lines[0], verifier)
                        .orElseThrow(() -> new KeyFileException(secret, "is no audit key"));
        if (!Files.exists(open)) {
            write(open, verifier.text(), "rw-r--r--");
        } else if (!verifier().equals(Optional.of(verifier))) {
            throw new KeyFileException(open, "does not belong to " + secret);
        }
        return key;
    }

    private SigningKey create(String name) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        Files.createDirectories(parent == null ? folder : parent);
        try {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        SigningKey key = SigningKey.generate(name);
        write(secret, key.text() + "\n" + key.verifier().text(), "rw-------");
        write(open, key.verifier().text(), "rw-r--r--");
        return key;
    }

    private void write(Path file, String text, String mode) throws IOException {
        Path temporary =
                Files.createTempFile(
                        folder, ".audit", ".tmp", PosixFilePermissions.asFileAttribute(OWNER));
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(mode));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
