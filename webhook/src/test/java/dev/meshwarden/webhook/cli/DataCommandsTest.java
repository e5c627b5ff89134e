package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.audit.disk.DataLock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code certs} and {@code audit} on a data folder. */
class DataCommandsTest {
    @TempDir Path folder;

    @Test
    void certsAreMadeOnceAndShown() throws Exception {
        Ran made = run("certs", "init");
        Ran again = run("certs", "init");
        Ran shown = run("certs", "show");
        Ran bundle = run("certs", "show", "--bundle");

        assertThat(made.exit()).isEqualTo(Exit.OK);
        assertThat(again.out()).isEqualTo(made.out());
        assertThat(shown.out())
                .contains("CA ")
                .contains("active")
                .contains("leaf")
                .contains("serving");
        assertThat(bundle.out())
                .startsWith("-----BEGIN CERTIFICATE-----")
                .isEqualTo(Files.readString(folder.resolve("data/tls/bundle.pem")));
    }

    @Test
    void aRotationIsPublishedFirst() throws Exception {
        run("certs", "init");

        assertThat(run("certs", "rotate").exit()).isEqualTo(Exit.OK);
        assertThat(run("certs", "show").out()).contains("published");
        assertThat(run("certs", "show", "--bundle").out().split("BEGIN")).hasSize(3);
    }

    @Test
    void aCertificateIsIssuedAnewUnderTheSameCa() throws Exception {
        Ran first = run("certs", "init");
        String bundle = run("certs", "show", "--bundle").out();
        Ran second = run("certs", "issue");

        assertThat(second.exit()).isEqualTo(Exit.OK);
        assertThat(second.out()).startsWith("Serving certificate ");
        assertThat(first.out()).doesNotContain(second.out().split("[ ,]")[2]);
        assertThat(run("certs", "init").out()).as("kept").startsWith(second.out());
        assertThat(run("certs", "show", "--bundle").out()).isEqualTo(bundle);
    }

    @Test
    void certsWithoutACaSayHowToMakeOne() throws Exception {
        Ran ran = run("certs", "show");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("certs init");
    }

    @Test
    void F38_whoWritesWaitsForNobodysLock() throws Exception {
        try (DataLock _ = DataLock.take(folder.resolve("data"))) {
            Ran ran = run("certs", "init");

            assertThat(ran.exit()).isEqualTo(Exit.USAGE);
            assertThat(ran.err()).contains("another process uses the data folder");
        }
    }

    @Test
    void auditCommandsSayWhereNoLogIs() throws Exception {
        for (List<String> words :
                List.of(
                        List.of("audit", "query"),
                        List.of("audit", "show", "x"),
                        List.of("audit", "tail"),
                        List.of("audit", "verify"))) {
            Ran ran = Ran.in(folder, "", words);

            assertThat(ran.exit()).as("%s", words).isEqualTo(Exit.USAGE);
            assertThat(ran.err()).as("%s", words).contains("audit");
        }
    }

    private Ran run(String... words) throws InterruptedException {
        return Ran.in(folder, "", List.of(words));
    }
}
