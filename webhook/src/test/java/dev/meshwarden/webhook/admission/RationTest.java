package dev.meshwarden.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class RationTest {
    private final AtomicLong now = new AtomicLong(17);
    private final Ration ration = new Ration(3, now::get);

    @Test
    void soManyAMinuteAndNoMore() {
        assertThat(taken(10)).isEqualTo(3);
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(taken(10)).isZero();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(taken(10)).isEqualTo(3);
    }

    private int taken(int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += ration.take() ? 1 : 0;
        }
        return taken;
    }
}
