package dev.meshwarden.certs.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

final class BundleDriftTest {
    private final Generation a = ca();
    private final Generation b = ca();

    private static Generation ca() {
        return new CaProfile(KeyKind.P256, Duration.ofDays(365))
                .create(Instant.parse("2026-11-24T12:00:00Z"));
    }

    private static CaBundle bundle(Generation... generations) {
        return CaBundle.of(List.of(generations), List.of());
    }

    @Test
    void theBundleIsSortedByIdWhateverTheOrderGiven() {
        List<Generation> sorted =
                Stream.of(a, b).sorted(Comparator.comparing(Generation::id)).toList();
        assertThat(bundle(b, a))
                .isEqualTo(bundle(a, b))
                .extracting(CaBundle::certificates)
                .isEqualTo(sorted.stream().map(Generation::certificate).toList());
    }

    @Test
    void moreThanSixCertificatesAreRefused() {
        List<Generation> seven = Stream.generate(BundleDriftTest::ca).limit(7).toList();
        assertThatThrownBy(() -> CaBundle.of(seven, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWeWriteIsNoDrift() {
        CaBundle wanted = bundle(a, b);
        assertThat(BundleDrift.of(BundleDrift.field(wanted), wanted))
                .isEqualTo(new BundleDrift.Same());
    }

    @Test
    void aBlankFieldIsDrift() {
        assertThat(BundleDrift.of("", bundle(a))).isEqualTo(new BundleDrift.Blank());
    }

    @Test
    void missingAndForeignCertificatesAreNamed() {
        assertThat(BundleDrift.of(BundleDrift.field(bundle(b)), bundle(a)))
                .isEqualTo(
                        new BundleDrift.Differs(
                                List.of(a.certificate()), List.of(b.certificate())));
    }

    @Test
    void garbageIsUnreadableNotAnException() {
        assertThat(BundleDrift.of("%%%", bundle(a))).isInstanceOf(BundleDrift.Unreadable.class);
        assertThat(BundleDrift.of("AAAA", bundle(a))).isInstanceOf(BundleDrift.Unreadable.class);
    }
}
