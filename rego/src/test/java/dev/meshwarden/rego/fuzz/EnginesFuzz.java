package dev.meshwarden.rego.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Lexer, parser, compiler, both readers and the executor under texts that nobody wrote: each comes to an answer or to a refusal in the
 * declared form, in time and in memory. {@code -Dfuzz.duration=PT10M} says how long in all; {@code -Dfuzz.seed=N} begins with the input of
 * that seed, which every failure prints.
 */
class EnginesFuzz {
    @Test
    void noTextBreaksWhatReadsIt() throws IOException, InterruptedException {
        Duration time = Duration.parse(System.getProperty("fuzz.duration", "PT10M"));
        String given = System.getProperty("fuzz.seed", "");
        long seed =
                given.isEmpty()
                        ? ThreadLocalRandom.current().nextLong(1L << 48)
                        : Long.parseLong(given);
        Corpus corpus = Corpus.read();
        System.out.printf("fuzz: from seed %d, for %s, corpus: %s%n", seed, time, corpus);

        var campaign = new Campaign(corpus, seed, time);
        campaign.run();

        System.out.println("fuzz: " + campaign.summary());
        assertThat(campaign.failures()).isEmpty();
        assertThat(campaign.inputs()).isPositive();
    }
}
