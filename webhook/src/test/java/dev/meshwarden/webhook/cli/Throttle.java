package dev.meshwarden.webhook.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process that is let run for 20 ms of every 100: a fifth of a processor, as a container with such a limit has it. */
public final class Throttle implements AutoCloseable {
    private static final int MOST_ROUNDS =
            600; // a test that dies leaves nothing stopped for longer
    private static final String ROUNDS =
            """
            trap 'kill -CONT "$1"; exit 0' TERM
            n=$2
            while [ "$n" -gt 0 ]; do
                kill -STOP "$1" || exit 0
                sleep 0.08
                kill -CONT "$1"
                sleep 0.02
                n=$((n - 1))
            done
            """;

    private final Process rounds;

    /** Begins at once. */
    public Throttle(long pid) throws IOException {
        rounds =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                ROUNDS,
                                "throttle",
                                Long.toString(pid),
                                Integer.toString(MOST_ROUNDS))
                        .inheritIO()
                        .start();
    }

    /** Returns once it runs freely. */
    @Override
    public void close() {
        rounds.destroy();
        try {
            if (!rounds.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the throttle does not end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
