package dev.meshwarden.webhook.kube.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.decision.Decider;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;

class UnmatchedKindsTest {
    private static final UnmatchedKinds.Served OF_A_NEW_GROUP =
            new UnmatchedKinds.Served("ambient.istio.io", "waypoints");
    private static final UnmatchedKinds.Served OF_A_KNOWN_GROUP =
            new UnmatchedKinds.Served("networking.istio.io", "sidedoors");

    @Test
    void B8_aGroupThatNoRowHasIsUnmatched() {
        assertThat(unmatched(Set.of(), Policies.builtIn("baseline"), OF_A_NEW_GROUP))
                .containsExactly("waypoints.ambient.istio.io");
    }

    @Test
    void aNewKindOfAGroupThatIsAskedAboutWholeIsMatched() {
        assertThat(unmatched(Set.of(), Policies.builtIn("baseline"), OF_A_KNOWN_GROUP)).isEmpty();
    }

    @Test
    void aKindThatIsKnownIsForPoliciesToLookAtOrNot() {
        assertThat(
                        UnmatchedKinds.of(
                                List.of(
                                        new UnmatchedKinds.Served(
                                                "networking.istio.io", "sidecars"),
                                        OF_A_KNOWN_GROUP),
                                List.of(),
                                Set.of()))
                .as("with no entry at all")
                .containsExactly("sidedoors.networking.istio.io");
    }

    @Test
    void whatSomebodyKnowsOfIsIgnored() {
        assertThat(
                        unmatched(
                                Set.of("waypoints.ambient.istio.io"),
                                Policies.builtIn("baseline"),
                                OF_A_NEW_GROUP))
                .isEmpty();
    }

    private static SortedSet<String> unmatched(
            Set<String> ignored, Decider policies, UnmatchedKinds.Served... served) {
        return UnmatchedKinds.of(List.of(served), WantedEntries.of(policies, false), ignored);
    }
}
