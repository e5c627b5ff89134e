package dev.meshwarden.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.DecisionId;
import dev.meshwarden.webhook.audit.LogFolder;
import dev.meshwarden.webhook.audit.Samples;
import dev.meshwarden.webhook.metrics.Metrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How long an answer waits for its record. */
class RecorderTest {
    private static final Duration BUDGET = Duration.ofMillis(2_500);

    @TempDir Path data;

    @Test
    void oneSlowForceTurnsNobodyAwayWhoStillHasTime() throws Exception {
        try (AuditLog log = new LogFolder(data).openOnSlowDisk(Duration.ofMillis(800));
                var metrics = new Metrics("test");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var recorder = new Recorder(log, LogFolder.CONFIG, metrics);
            Callable<Recorder.Recorded> caller = () -> record(recorder, BUDGET);

            List<Recorder.Recorded> recorded = new ArrayList<>();
            for (Future<Recorder.Recorded> one :
                    threads.invokeAll(Collections.nCopies(16, caller))) {
                recorded.add(one.get());
            }
            assertThat(recorded)
                    .hasSize(16)
                    .allSatisfy(r -> assertThat(r).isInstanceOf(Recorder.Recorded.Kept.class));
            assertThat(log.health().late()).isZero();
        }
    }

    @Test
    void F36_aDiskThatDoesNotAnswerIsWaitedForWithinTheTimeForTheAnswerOnly() throws Exception {
        try (AuditLog log = new LogFolder(data).openOnSlowDisk(Duration.ofSeconds(6));
                var metrics = new Metrics("test")) {
            var recorder = new Recorder(log, LogFolder.CONFIG, metrics);

            long begun = System.nanoTime();
            Recorder.Recorded recorded = record(recorder, Duration.ofMillis(700));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(recorded).isInstanceOf(Recorder.Recorded.Refused.class);
            assertThat(took).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_500));
            assertThat(log.health().late()).isEqualTo(1);
        }
    }

    private static Recorder.Recorded record(Recorder recorder, Duration budget) {
        return recorder.record(
                Samples.review(),
                Samples.decision(Verdict.DENY, List.of(Samples.violation("Plaintext."))),
                Samples.delivery(DecisionId.next(Samples.NOW)),
                new Deadline(System.nanoTime(), budget));
    }
}
