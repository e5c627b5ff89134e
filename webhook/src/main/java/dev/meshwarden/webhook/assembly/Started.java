package dev.meshwarden.webhook.assembly;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started so far, closed in the opposite order. Confined to one thread. */
final class Started {
    private static final Logger LOG = LoggerFactory.getLogger(Started.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean settled;

    <T extends AutoCloseable> T with(T part) {
        parts.push(part);
        return part;
    }

    /** All is up: from now on only {@link #close} closes. */
    void settle() {
        settled = true;
    }

    void closeUnlessSettled() {
        if (!settled) {
            close();
        }
    }

    void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error(
                        "{} did not close",
                        part.getClass().getSimpleName(),
                        e); // the others still must
            }
        }
    }
}
