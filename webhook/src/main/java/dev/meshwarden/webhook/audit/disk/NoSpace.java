package dev.meshwarden.webhook.audit.disk;

import java.io.IOException;
import java.util.Locale;

/** Whether a failure means that the disk is full. Java gives no errno, only the system's words. */
public final class NoSpace {
    private NoSpace() {}

    public static boolean is(IOException failure) {
        String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return said.contains("no space left") || said.contains("quota exceeded");
    }
}
