package dev.meshwarden.webhook.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The epochs below {@code DIR/audit}: folders named by a UUID of version 7, so that they sort by their beginning. */
public final class Epochs {
    private static final Pattern NAME =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Epochs() {}

    /** Oldest first; none when the folder is missing. */
    public static List<Path> in(Path auditFolder) throws IOException {
        if (!Files.isDirectory(auditFolder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(auditFolder)) {
            return all.filter(p -> NAME.matcher(p.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
