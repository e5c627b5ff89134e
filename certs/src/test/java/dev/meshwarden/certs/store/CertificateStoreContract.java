package dev.meshwarden.certs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** What every store must do. */
abstract class CertificateStoreContract {
    static Generation generation() {
        return new CaProfile(KeyKind.P256, Duration.ofDays(365))
                .create(Instant.parse("2026-11-24T12:00:00Z"));
    }

    /** The store under test; asked again it gives a new one over the same content, as after a restart. */
    abstract CertificateStore store() throws Exception;

    @Test
    void anEmptyStoreHoldsNothing() throws Exception {
        assertThat(store().load().generations()).isEmpty();
        assertThat(store().load().ignored()).isEmpty();
    }

    @Test
    void whatWasAddedIsThereAfterARestartSortedById() throws Exception {
        Generation a = generation();
        Generation b = generation();
        store().add(a);
        store().add(b);
        assertThat(store().load().generations())
                .containsExactlyInAnyOrder(a, b)
                .isSortedAccordingTo(java.util.Comparator.comparing(Generation::id));
        assertThat(store().load().generations().getFirst().key()).isIn(a.key(), b.key());
    }

    @Test
    void addingTwiceIsAddingOnce() throws Exception {
        Generation a = generation();
        store().add(a);
        store().add(a);
        assertThat(store().load().generations()).containsExactly(a);
    }

    @Test
    void removingTwiceIsRemovingOnce() throws Exception {
        Generation a = generation();
        Generation b = generation();
        store().add(a);
        store().add(b);
        store().remove(a.id());
        store().remove(a.id());
        assertThat(store().load().generations()).containsExactly(b);
    }
}
