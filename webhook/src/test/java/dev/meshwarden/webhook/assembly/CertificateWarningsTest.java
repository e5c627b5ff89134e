package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.certs.serving.CaSeen;
import dev.meshwarden.certs.serving.Renewal;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class CertificateWarningsTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);

    private final CertificateWarnings warnings = new CertificateWarnings(MONTH, YEAR);
    private Instant now = Instant.parse("2030-05-01T10:00:00Z");

    private List<String> due(Duration leafLeft, Duration caLeft, String... troubles) {
        return warnings.due(
                new Renewal.Served("a1", now.plus(leafLeft), "g"),
                List.of(new CaSeen("g", "active", now.plus(caLeft))),
                List.of(troubles),
                now);
    }

    @Test
    void nothingIsSaidWhileAllIsWell() {
        assertThat(due(Duration.ofDays(8), Duration.ofDays(100))).isEmpty();
        assertThat(warnings.due(Renewal.Served.NONE, List.of(), List.of(), now)).isEmpty();
    }

    @Test
    void aLeafThatShouldHaveBeenRenewedAndACaWithoutSuccessorAreNamed() {
        assertThat(due(Duration.ofHours(23), Duration.ofDays(29)))
                .hasSize(2)
                .anySatisfy(w -> assertThat(w).contains("certificate a1 ends at"))
                .anySatisfy(w -> assertThat(w).contains("CA g ends at"));
    }

    @Test
    void aCaWithASuccessorIsNot() {
        var cas =
                List.of(
                        new CaSeen("g", "active", now.plus(Duration.ofDays(3))),
                        new CaSeen("h", "published", now.plus(YEAR)));
        assertThat(
                        warnings.due(
                                new Renewal.Served("a1", now.plus(MONTH), "g"),
                                cas,
                                List.of(),
                                now))
                .isEmpty();
    }

    @Test
    void shortLivesAreWarnedOfInTheirLastFifth() {
        var brief = new CertificateWarnings(Duration.ofMinutes(1), Duration.ofMinutes(4));
        var cas = List.of(new CaSeen("g", "active", now.plus(Duration.ofMinutes(2))));
        assertThat(
                        brief.due(
                                new Renewal.Served("a1", now.plusSeconds(16), "g"),
                                cas,
                                List.of(),
                                now))
                .isEmpty();
        assertThat(
                        brief.due(
                                new Renewal.Served("a1", now.plusSeconds(11), "g"),
                                cas,
                                List.of(),
                                now))
                .hasSize(1);
    }

    @Test
    void theSameSentenceComesOnceAnHourAndSaysSoAfterADay() {
        assertThat(due(MONTH, YEAR, "no answer")).containsExactly("no answer");
        now = now.plus(Duration.ofMinutes(59));
        assertThat(due(MONTH, YEAR, "no answer")).isEmpty();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(due(MONTH, YEAR, "no answer")).containsExactly("no answer");
        now = now.plus(Duration.ofHours(24));
        assertThat(due(MONTH, YEAR, "no answer"))
                .containsExactly("no answer (for more than a day)");
        assertThat(due(MONTH, YEAR)).isEmpty();
        now = now.plus(Duration.ofHours(2));
        assertThat(due(MONTH, YEAR, "no answer")).as("it went away").containsExactly("no answer");
    }

    @Test
    void howLongThereHasBeenTroubleIsCountedThroughOtherWordsForIt() {
        assertThat(warnings.troubledFor(now)).isZero();
        due(MONTH, YEAR, "no answer, connection refused");
        now = now.plus(Duration.ofHours(20));
        due(MONTH, YEAR, "no answer, closed");
        now = now.plus(Duration.ofHours(5));
        assertThat(warnings.troubledFor(now)).isEqualTo(Duration.ofHours(25));
        due(MONTH, YEAR);
        assertThat(warnings.troubledFor(now)).isZero();
    }
}
