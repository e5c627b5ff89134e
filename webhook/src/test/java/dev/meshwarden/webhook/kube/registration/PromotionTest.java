package dev.meshwarden.webhook.kube.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class PromotionTest {
    private static final List<WantedEntry> ENTRIES =
            WantedEntries.of(Policies.builtIn("baseline"), true);

    private final Promotion promotion = new Promotion();

    @Test
    void nothingFailsClosedBeforeItsProof() {
        assertThat(promotion.closed(true)).isEmpty();
        assertThat(promotion.isDue(ENTRIES)).isTrue();
    }

    @Test
    void aProofPromotesWhatMayFailClosedAndNothingElse() {
        promotion.prove(ENTRIES);

        assertThat(promotion.closed(true))
                .containsExactlyInAnyOrder("security", "traffic", "namespace-guard", "mesh-config");
        assertThat(promotion.isDue(ENTRIES)).isFalse();
    }

    @Test
    void anEntryThatComesLaterWaitsForItsOwnProof() {
        promotion.prove(
                ENTRIES.stream().filter(e -> !e.row().name().equals("namespace-guard")).toList());

        assertThat(promotion.isDue(ENTRIES)).isTrue();
        assertThat(promotion.closed(true)).contains("security").doesNotContain("namespace-guard");
    }

    @Test
    void aNewLeaderTakesOverWhatWasProven() {
        promotion.adopt(List.of("security"));

        assertThat(promotion.closed(true)).containsExactly("security");
        assertThat(promotion.isDue(ENTRIES)).isTrue();
    }

    @Test
    void whereNothingIsDeniedNothingFailsClosed() {
        promotion.prove(ENTRIES);

        assertThat(promotion.closed(false)).isEmpty();
    }
}
