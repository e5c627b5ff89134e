package dev.meshwarden.certs.pki;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class ProfileTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.7Z");
    private static final Instant NOW_IN_SECONDS = Instant.parse("2026-11-24T12:00:00Z");
    private static final ServerNames NAMES =
            ServerNames.ofService("meshwarden", "meshwarden-system", "cluster.local")
                    .plus(List.of("10.0.0.7", "::1", "hooks.example.com"));

    private final Generation ca = new CaProfile(KeyKind.P256, Duration.ofDays(365)).create(NOW);
    private final KeyedChain leaf = new LeafProfile(NAMES, Duration.ofDays(30)).issue(ca, NOW);

    @Test
    void theCaIsDatedBackByADayExactlyAndLivesItsLifetime() {
        assertThat(ca.notBefore()).isEqualTo(NOW_IN_SECONDS.minus(Duration.ofHours(24)));
        assertThat(ca.published()).isEqualTo(NOW_IN_SECONDS);
        assertThat(ca.notAfter()).isEqualTo(NOW_IN_SECONDS.plus(Duration.ofDays(365)));
    }

    @Test
    void theCaMaySignCertificatesAndNothingElse() throws Exception {
        X509Certificate c = ca.certificate();
        assertThat(c.getBasicConstraints()).isZero();
        assertThat(c.getKeyUsage())
                .containsExactly(false, false, false, false, false, true, true, false, false);
        assertThat(c.getExtendedKeyUsage()).isNull();
        assertThat(c.getSubjectAlternativeNames()).isNull();
        assertThat(c.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
        assertThat(c.getSigAlgName()).isEqualTo("SHA256withECDSA");
        c.verify(c.getPublicKey());
    }

    @Test
    void theCaIsNamedAfterItsSerialSoTwoNeverShareAName() {
        String serial = ca.certificate().getSerialNumber().toString(16);
        assertThat(ca.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=meshwarden webhook CA " + serial.substring(0, 8) + ",O=meshwarden");
        Generation other = new CaProfile(KeyKind.P256, Duration.ofDays(365)).create(NOW);
        assertThat(other.certificate().getSubjectX500Principal())
                .isNotEqualTo(ca.certificate().getSubjectX500Principal());
        assertThat(other.id()).isNotEqualTo(ca.id()).hasSize(16);
    }

    @Test
    void theLeafIsForServersOnly() throws Exception {
        X509Certificate c = leaf.leaf();
        assertThat(c.getBasicConstraints()).isEqualTo(-1);
        assertThat(c.getKeyUsage())
                .containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(c.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(c.getSubjectX500Principal().getName()).isEqualTo("CN=meshwarden");
        assertThat(c.getIssuerX500Principal())
                .isEqualTo(ca.certificate().getSubjectX500Principal());
        assertThat(leaf.notBefore()).isEqualTo(NOW_IN_SECONDS.minus(Duration.ofHours(1)));
        assertThat(leaf.notAfter()).isEqualTo(NOW_IN_SECONDS.plus(Duration.ofDays(30)));
        c.verify(ca.certificate().getPublicKey());
    }

    @Test
    void theLeafPointsAtItsCasKey() throws Exception {
        var aki =
                AuthorityKeyIdentifier.fromExtensions(
                        new X509CertificateHolder(leaf.leaf().getEncoded()).getExtensions());
        Extension ski =
                new X509CertificateHolder(ca.certificate().getEncoded())
                        .getExtension(Extension.subjectKeyIdentifier);
        assertThat(aki.getKeyIdentifierOctets())
                .isEqualTo(
                        SubjectKeyIdentifier.getInstance(ski.getParsedValue()).getKeyIdentifier());
    }

    @Test
    void theLeafCarriesEveryName() {
        ServerNames held = CertificateNames.of(leaf.leaf()).orElseThrow();
        assertThat(held.dns())
                .containsExactly(
                        "meshwarden.meshwarden-system.svc",
                        "meshwarden.meshwarden-system.svc.cluster.local",
                        "hooks.example.com");
        assertThat(NAMES.isCoveredBy(held)).isTrue();
        assertThat(NAMES.plus(List.of("10.0.0.8")).isCoveredBy(held)).isFalse();
        assertThat(NAMES.plus(List.of("other")).isCoveredBy(held)).isFalse();
    }

    @Test
    void theLeafNeverOutlivesOrPredatesItsCa() {
        Instant late = ca.notAfter().minus(Duration.ofDays(2));
        assertThat(new LeafProfile(NAMES, Duration.ofDays(30)).issue(ca, late).notAfter())
                .isEqualTo(ca.notAfter());
        Instant early = ca.notBefore().plusSeconds(60);
        assertThat(new LeafProfile(NAMES, Duration.ofDays(30)).issue(ca, early).notBefore())
                .isEqualTo(ca.notBefore());
    }

    @Test
    void everyIssueHasAFreshKey() {
        KeyedChain again = new LeafProfile(NAMES, Duration.ofDays(30)).issue(ca, NOW);
        assertThat(again.leaf().getPublicKey()).isNotEqualTo(leaf.leaf().getPublicKey());
    }

    @Test
    void serialsArePositiveOfOneLengthAndNeverRepeat() {
        Set<BigInteger> seen = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            BigInteger serial = Serial.next();
            assertThat(serial.signum()).isPositive();
            assertThat(serial.bitLength()).isEqualTo(159);
            assertThat(seen.add(serial)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void aCaOfEveryKindSignsLeavesThatVerify(KeyKind kind) throws Exception {
        Generation of = new CaProfile(kind, Duration.ofDays(30)).create(NOW);
        KeyedChain signed = new LeafProfile(NAMES, Duration.ofDays(3)).issue(of, NOW);
        signed.leaf().verify(of.certificate().getPublicKey());
        assertThat(signed.leaf().getSigAlgName())
                .isEqualTo(
                        switch (kind) {
                            case P256 -> "SHA256withECDSA";
                            case P384 -> "SHA384withECDSA";
                            case RSA3072 -> "SHA256withRSA";
                        });
        assertThat(Generation.of(of.certificate(), of.key())).isEqualTo(of);
    }

    @Test
    void opensslAcceptsBothStrictly(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(hasOpenssl(), "NOT CHECKED: no openssl on this machine");
        Generation fresh = new CaProfile(KeyKind.P256, Duration.ofDays(365)).create(Instant.now());
        KeyedChain signed = new LeafProfile(NAMES, Duration.ofDays(30)).issue(fresh, Instant.now());
        Files.writeString(folder.resolve("ca.pem"), Pem.of(fresh.certificate()));
        Files.writeString(folder.resolve("leaf.pem"), Pem.of(signed.leaf()));
        Process verify =
                new ProcessBuilder(
                                "openssl",
                                "verify",
                                "-x509_strict",
                                "-purpose",
                                "sslserver",
                                "-verify_hostname",
                                "meshwarden.meshwarden-system.svc",
                                "-CAfile",
                                folder.resolve("ca.pem").toString(),
                                folder.resolve("leaf.pem").toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(verify.waitFor()).as(said).isZero();
        assertThat(said).contains("leaf.pem: OK");
    }

    private static boolean hasOpenssl() {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
