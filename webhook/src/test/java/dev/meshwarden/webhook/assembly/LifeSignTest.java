package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.PoliciesConfig.Enforcement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class LifeSignTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void theEngineAnswersAPolicyOfNoDifficulty() {
        assertThat(LifeSign.of(InstantSource.system()).get()).isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswerIsToldAndNotAskedASecondTimeMeanwhile() {
        var asked = new AtomicInteger();
        var hangs = new CountDownLatch(1);
        var sign =
                new LifeSign(
                        () -> {
                            asked.incrementAndGet();
                            return awaited(hangs);
                        },
                        SHORT);

        assertThat(sign.get().orElseThrow()).contains("was not answered in 50 ms");
        assertThat(sign.get()).isPresent();
        assertThat(asked).hasValue(1);

        hangs.countDown();
        Serving.await("it answers again", () -> sign.get().isEmpty());
    }

    @Test
    void aWrongAnswerAndABrokenEngineAreNoSignOfLife() {
        assertThat(new LifeSign(() -> false, Duration.ofSeconds(20)).get().orElseThrow())
                .contains("wrongly");
        var broken =
                new LifeSign(
                        () -> {
                            throw new StackOverflowError();
                        },
                        Duration.ofSeconds(20));
        assertThat(broken.get().orElseThrow()).contains("StackOverflowError");
    }

    @Test
    void aServerAsksItForItsHealth(@TempDir Path folder) throws Exception {
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            assertThat(serving.admin("/healthz").statusCode()).isEqualTo(200);
            assertThat(serving.admin("/healthz").body()).isEqualTo("ok\n");
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
