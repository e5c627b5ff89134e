package dev.meshwarden.webhook.assembly;

import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.http.AdminServer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an admin port that others can reach asks for: the token in {@code DATA/keys/admin.token}, made on the first such start, or the one
 * in the file that the configuration names, which is read anew each time and may be absent.
 */
final class AdminToken implements Predicate<String> {
    private static final int BYTES = 32;

    private final String own;
    private final String sharedFile;

    private AdminToken(String own, String sharedFile) {
        this.own = own;
        this.sharedFile = sharedFile;
    }

    /** Empty on loopback, where none is asked for. */
    static Optional<Predicate<String>> of(Config config) throws IOException {
        return AdminServer.isLoopback(config.listen().address())
                ? Optional.empty()
                : Optional.of(new AdminToken(own(config), config.listen().adminTokenFile()));
    }

    @Override
    public boolean test(String shown) {
        String shared = shared();
        return isSame(shown, own) || (!shared.isEmpty() && isSame(shown, shared));
    }

    private static boolean isSame(String shown, String token) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private String shared() {
        if (sharedFile.isEmpty()) {
            return "";
        }
        try {
            return Files.readString(Path.of(sharedFile)).strip();
        } catch (IOException _) {
            return ""; // nobody has made one
        }
    }

    private static String own(Config config) throws IOException {
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
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }
}
