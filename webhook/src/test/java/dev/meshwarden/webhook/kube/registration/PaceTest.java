package dev.meshwarden.webhook.kube.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.Stream;

class PaceTest {
    @Test
    void F45_troubleIsAskedAboutMoreAndMoreRarely() {
        var pace = new Pace(() -> 0);

        assertThat(Stream.generate(pace::afterTrouble).limit(6).map(Duration::toSeconds))
                .containsExactly(2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void successBeginsAnew() {
        var pace = new Pace(() -> 0);
        pace.afterTrouble();
        pace.afterTrouble();

        assertThat(pace.after(true)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pace.afterTrouble()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void replicasAreSpreadOverAFifth() {
        assertThat(new Pace(() -> 1).afterTrouble()).isEqualTo(Duration.ofMillis(2_400));
    }
}
