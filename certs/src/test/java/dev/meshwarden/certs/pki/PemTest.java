package dev.meshwarden.certs.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

final class PemTest {
    private final Generation one = ca();
    private final Generation two = ca();

    private static Generation ca() {
        return new CaProfile(KeyKind.P256, Duration.ofDays(365))
                .create(Instant.parse("2026-11-24T12:00:00Z"));
    }

    @Test
    void certificatesComeBackInOrder() throws Exception {
        var both = List.of(one.certificate(), two.certificate());
        assertThat(Pem.certificates(Pem.of(both))).isEqualTo(both);
    }

    @Test
    void keysComeBack() throws Exception {
        assertThat(Pem.privateKey(Pem.of(one.key()))).isEqualTo(one.key());
        assertThat(Pem.of(one.key())).startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void aKeyIsNoCertificateAndACertificateNoKey() {
        assertThatThrownBy(() -> Pem.certificates(Pem.of(one.key())))
                .isInstanceOf(MalformedPemException.class)
                .hasMessage("holds something that is no certificate");
        assertThatThrownBy(() -> Pem.privateKey(Pem.of(one.certificate())))
                .isInstanceOf(MalformedPemException.class)
                .hasMessage("holds 0 private keys, not one");
        assertThatThrownBy(() -> Pem.certificates("")).isInstanceOf(MalformedPemException.class);
    }

    @Test
    void aForeignKeyMakesNoGeneration() {
        assertThatThrownBy(() -> Generation.of(one.certificate(), two.key()))
                .isInstanceOf(MalformedPemException.class)
                .hasMessage("the key does not belong to the certificate");
    }

    @Test
    void damagedTextIsRefusedAndNeverEscapesOtherwise() {
        String pem = Pem.of(one.certificate()) + Pem.of(one.key());
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            var damaged = new StringBuilder(pem);
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, (char) random.nextInt(32, 127));
                    case 1 -> damaged.deleteCharAt(at);
                    default -> damaged.setLength(Math.max(1, at));
                }
            }
            try {
                Pem.privateKey(damaged.toString());
            } catch (MalformedPemException e) {
                refused++;
            }
            try {
                Pem.certificates(damaged.toString());
            } catch (MalformedPemException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(3_000);
    }

    @Test
    void neitherGenerationNorChainPrintsItsKey() {
        var leaf =
                new LeafProfile(ServerNames.LOOPBACK, Duration.ofDays(1))
                        .issue(one, one.published());
        assertThat(one.toString()).doesNotContain("rivate").contains(one.id());
        assertThat(leaf.toString()).doesNotContain("rivate");
    }
}
