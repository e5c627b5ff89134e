package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What callers write never makes a new time series. */
class MetricsBoundTest {
    private static final int NAMES = 400;

    @TempDir Path folder;

    @Test
    void F63_namespacesUsersNamesAndEntriesByTheHundredMakeNoSeries() throws Exception {
        try (var server =
                new ServerUnderTest(folder, Config.STANDARD, TestRule.refusingDisable("T-1"))) {
            post(server, -1);
            long before = series(server);
            for (int i = 0; i < NAMES; i++) {
                assertThat(post(server, i)).isEqualTo(200);
            }
            String scraped = server.metrics.scrape();

            assertThat(series(server)).isEqualTo(before);
            assertThat(scraped)
                    .contains("entry=\"other\"")
                    .doesNotContain("stranger")
                    .contains(
                            "_total{code=\"200\",entry=\"other\",phase=\"validate\",verdict=\"allow\"}"
                                + " "
                                    + (NAMES + 1)
                                    + ".0");
        }
    }

    private static int post(ServerUnderTest server, int i) throws Exception {
        String body =
                Bodies.create("{}")
                        .replace("payment", "stranger-namespace-" + i)
                        .replace("admin", "stranger-user-" + i)
                        .replace("\"name\":\"x\"", "\"name\":\"stranger-" + i + "\"");
        return server.post("/validate/stranger-entry-" + i, body).statusCode();
    }

    /** Those of ours: the runtime's own come as its collectors run. */
    private static long series(ServerUnderTest server) {
        return server.metrics.scrape().lines().filter(l -> l.startsWith("meshwarden_")).count();
    }
}
