package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;

/** What is refused or turned away before it is a review stands in the log all the same. */
class RefusalRecordTest {
    @TempDir Path folder;

    @Test
    void F1_aRefusedRequestIsRecordedWithoutWhatItSaid() throws Exception {
        String planted = "hunter2hunter2";
        try (var server =
                new ServerUnderTest(folder, Config.STANDARD, TestRule.refusingDisable("T-1"))) {
            server.post("/validate/security", "{\"a\":" + planted + "}");
            server.send(
                    HttpRequest.newBuilder(server.uri("/validate"))
                            .header("Content-Type", "text/plain")
                            .POST(HttpRequest.BodyPublishers.ofString("x")));
            sendTooMuch(server);
        }
        List<String> records = errors();
        assertThat(records).hasSize(3);
        assertThat(records.get(0))
                .contains("\"class\":\"input\"", "\"code\":400", "\"name\":\"security\"")
                .contains("not valid JSON");
        assertThat(records.get(1)).contains("\"class\":\"input\"", "\"code\":415");
        assertThat(records.get(2)).contains("\"class\":\"input\"", "\"code\":413");
        assertThat(String.join("", records)).doesNotContain(planted);
    }

    @Test
    void F1_refusalsCannotFillTheLog() throws Exception {
        try (var server =
                new ServerUnderTest(folder, Config.STANDARD, TestRule.refusingDisable("T-1"))) {
            for (int i = 0; i < 100; i++) {
                assertThat(server.post("/validate", "x").statusCode()).isEqualTo(400);
            }
            assertThat(server.metrics.scrape())
                    .contains("meshwarden_admission_malformed_total 100.0");
        }
        assertThat(errors()).hasSizeBetween(60, 120); // two minutes may touch
    }

    @Test
    void F48_whileMemoryIsShortLargeBodiesAreShedAndThenAllEachWithARecord() throws Exception {
        String large = Bodies.create("{\"s\":\"" + "x".repeat(300 << 10) + "\"}");
        String small = Bodies.create("{}");
        try (var server =
                new ServerUnderTest(folder, Config.STANDARD, TestRule.refusingDisable("T-1"))) {
            assertThat(server.post("/validate", large).statusCode()).isEqualTo(200);

            server.heap = 0.85;
            assertThat(server.post("/validate/security", large).statusCode()).isEqualTo(503);
            assertThat(server.post("/validate", small).body()).contains("\"allowed\":true");

            server.heap = 0.95;
            assertThat(server.post("/validate", small).statusCode()).isEqualTo(503);

            server.heap = 0.5;
            assertThat(server.post("/validate", large).statusCode()).isEqualTo(200);
            assertThat(server.metrics.scrape())
                    .contains("meshwarden_admission_shed_total{entry=\"security\"} 1.0");
        }
        assertThat(Records.in(folder))
                .filteredOn(line -> line.contains("\"verdict\":\"shed\""))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"code\":503"));
    }

    @Test
    void B2_whatAnOpenEntryAdmitsBecauseWeShedItStandsInTheLogByItsEntry() throws Exception {
        try (var server =
                new ServerUnderTest(folder, Config.STANDARD, TestRule.refusingDisable("T-1"))) {
            server.heap = 0.95;
            assertThat(server.post("/validate/workloads", Bodies.create("{}")).statusCode())
                    .as("so that Ignore applies, and the API server notes it")
                    .isEqualTo(503);
        }
        assertThat(Records.in(folder))
                .filteredOn(line -> line.contains("\"verdict\":\"shed\""))
                .singleElement()
                .asString()
                .contains("\"fail_mode\":\"open\"", "\"name\":\"workloads\"");
    }

    private static void sendTooMuch(ServerUnderTest server) throws Exception {
        try {
            assertThat(server.post("/validate", new byte[(8 << 20) + 1]).statusCode())
                    .isEqualTo(413);
        } catch (IOException _) {
            // refused while the client was still sending
        }
    }

    private List<String> errors() throws Exception {
        return Records.in(folder).stream()
                .filter(line -> line.contains("\"verdict\":\"error\""))
                .toList();
    }
}
