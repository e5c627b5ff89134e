package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.LogFolder;
import dev.meshwarden.webhook.metrics.Metrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

class PauseWatchTest {
    @TempDir Path data;

    @Test
    void F51_moreThanTwoSecondsBetweenTwoLooksIsAPauseAndLessIsNone() throws Exception {
        var nanos = new AtomicLong(7);
        var folder = new LogFolder(data);
        try (AuditLog log = folder.open();
                var metrics = new Metrics("test");
                var watch = new PauseWatch(log, metrics, InstantSource.system(), nanos::get)) {
            for (long millis : new long[] {250, 1_990, 3_000, 250}) {
                nanos.addAndGet(Duration.ofMillis(millis).toNanos());
                watch.look();
            }
            assertThat(metrics.scrape()).contains("meshwarden_process_pause_seconds_count 1");
        }
        assertThat(folder.lines())
                .filteredOn(line -> line.contains("\"kind\":\"pause\""))
                .singleElement()
                .asString()
                .contains("\"dur_ns\":3000000000");
    }
}
