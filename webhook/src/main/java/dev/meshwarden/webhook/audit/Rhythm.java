package dev.meshwarden.webhook.audit;

import java.time.Duration;

/**
 * How often the writer does what is not a record.
 *
 * @param batch most records with one force
 * @param checkpointRecords sign after so many
 * @param checkpointAge or after so long, with news
 * @param probe look at folder and free space
 * @param retry after a write that failed
 * @param memoryForce with {@code durability: memory}, the most that a crash may lose
 * @param giveUp at close, when the disk takes nothing any more
 */
record Rhythm(
        int batch,
        int checkpointRecords,
        Duration checkpointAge,
        Duration probe,
        Duration retry,
        Duration memoryForce,
        Duration giveUp) {
    static final Rhythm STANDARD =
            new Rhythm(
                    512,
                    1_000,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5));
}
