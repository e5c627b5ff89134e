package dev.meshwarden.webhook.assembly;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A file that somebody named cannot be read. */
public final class UnreadableFile extends RuntimeException {
    private final String file;
    private final String reason;

    public UnreadableFile(String file, String reason) {
        super(file + ": " + reason);
        this.file = file;
        this.reason = reason;
    }

    public Diagnostic diagnostic() {
        return new Diagnostic(Code.FILE, reason, new Location(new Source(file, ""), 0, 0, 0, 0));
    }

    /** In plain words. */
    public static String why(Exception e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case UncheckedIOException unchecked when unchecked.getCause() != null ->
                    why(unchecked.getCause());
            default -> String.valueOf(e.getMessage());
        };
    }
}
