package dev.meshwarden.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;

class DeadlineTest {
    private static final Duration LONGEST = Duration.ofMillis(2_500);

    @ParameterizedTest
    @CsvSource({
        "1s, 700",
        "2s, 1000",
        "3s, 2000",
        "4s, 2500",
        "30s, 2500",
        "0s, 2500",
        "-1s, 2500",
        "5, 2500",
        "5m, 2500",
        "99999999999s, 2500",
        "'', 2500"
    })
    void theBudgetIsTheApiServersTimeLessAMarginUpToTheLongest(String timeout, long millis) {
        assertThat(Deadline.of(Optional.of(timeout), LONGEST, 0).budget())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void withoutATimeoutTheLongestBudgetHolds() {
        assertThat(Deadline.of(Optional.empty(), LONGEST, 0).budget()).isEqualTo(LONGEST);
    }

    @Test
    void whatIsLeftCountsFromTheRequestsFirstByteAndIsNeverNegative() {
        long longAgo = System.nanoTime() - Duration.ofSeconds(60).toNanos();

        assertThat(new Deadline(longAgo, LONGEST).left()).isZero();
        assertThat(new Deadline(longAgo, LONGEST).hasPassed()).isTrue();
        assertThat(new Deadline(System.nanoTime(), LONGEST).share(50))
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(1_250));
    }
}
