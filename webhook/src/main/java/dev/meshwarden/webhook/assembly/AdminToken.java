package dev.meshwarden.webhook.assembly;

import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.http.AdminServer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The token for an admin port that others can reach: {@code DATA/keys/admin.token}, made on the first such start. */
final class AdminToken {
    private static final int BYTES = 32;

    private AdminToken() {}

    /** Empty on loopback, where none is asked for. */
    static Optional<String> of(Config config) throws IOException {
        if (AdminServer.isLoopback(config.listen().address())) {
            return Optional.empty();
        }
        Path file = config.data().resolve("keys").resolve("admin.token");
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Files.createDirectories(file.getParent());
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, token + "\n", StandardCharsets.US_ASCII);
        }
        return Optional.of(Files.readString(file, StandardCharsets.US_ASCII).strip());
    }
}
