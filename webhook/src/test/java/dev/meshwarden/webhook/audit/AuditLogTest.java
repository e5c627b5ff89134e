package dev.meshwarden.webhook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.audit.verify.Finding;
import dev.meshwarden.webhook.audit.verify.Grade;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class AuditLogTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path data;
    private LogFolder folder;

    @BeforeEach
    void folder() {
        folder = new LogFolder(data);
    }

    @Test
    void anAcknowledgedRecordIsInTheFileAtThePlaceThatWasTold() throws Exception {
        try (AuditLog log = folder.open()) {
            AuditRecord record = Samples.denial();
            var told = (Acknowledgement.Durable) log.append(record).await(LONG, "deny");
            assertThat(told.seq()).isEqualTo(1);
            assertThat(told.log()).isEqualTo(log.name());
            assertThat(folder.lines().get(1))
                    .contains("\"id\":\"" + record.id() + "\"")
                    .contains("\"seq\":1");
        }
    }

    @Test
    void aStoppedLogIsIntactWithStartAndStopAtItsEnds() throws Exception {
        try (AuditLog log = folder.open()) {
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 0; i < 2_500; i++) {
                receipts.add(log.append(Samples.denial()));
            }
            receipts.forEach(r ->
                    assertThat(r.await(LONG, "deny")).isInstanceOf(Acknowledgement.Durable.class));
        }
        assertThat(folder.verdict())
                .isInstanceOfSatisfying(
                        Finding.Intact.class, f -> assertThat(f.seq()).isEqualTo(2_501));
        assertThat(folder.lines().getFirst()).contains("\"kind\":\"start\"");
        assertThat(folder.lines().getLast()).contains("\"kind\":\"stop\"");
        assertThat(folder.check().grade()).isEqualTo(Grade.FINE);
    }

    @Test
    void aSecondStartGoesOnInTheSameEpochAndSaysThatTheFirstStoppedInGoodOrder() throws Exception {
        String name;
        try (AuditLog log = folder.open()) {
            name = log.name();
        }
        try (AuditLog log = folder.open()) {
            assertThat(log.name()).isEqualTo(name);
        }
        assertThat(folder.epochs()).hasSize(1);
        assertThat(folder.lines().get(2)).contains("\"kind\":\"start\"").contains("\"clean\":true");
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
    }
}
