package dev.meshwarden.certs.renewal;

import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.LeafProfile;
import dev.meshwarden.certs.pki.ServerNames;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * What the operator decides about certificates.
 *
 * @param caKey {@code tls.ca.key}
 * @param caLifetime {@code tls.ca.lifetime}
 * @param publishStage {@code tls.ca.publishStage}: how long a new CA is only published before it signs
 * @param leafLifetime {@code tls.leaf.lifetime}
 * @param names what the serving certificate must cover
 * @param extraCas {@code tls.extraCAs}: trusted beside ours
 */
public record CertSettings(
        KeyKind caKey,
        Duration caLifetime,
        Duration publishStage,
        Duration leafLifetime,
        ServerNames names,
        List<X509Certificate> extraCas) {
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(10);

    /** Refuses lifetimes in which a rotation has no room: stage + 1.1 leaf lifetimes must fit into 40 % of the CA lifetime. */
    public CertSettings {
        extraCas = List.copyOf(extraCas);
        if (!leafLifetime.isPositive() || !caLifetime.isPositive() || publishStage.isNegative()) {
            throw new IllegalArgumentException(
                    "tls.ca.lifetime and tls.leaf.lifetime must be positive,"
                            + " tls.ca.publishStage not negative");
        }
        Duration rotation = publishStage.plus(retirement(leafLifetime));
        Duration room = caLifetime.multipliedBy(2).dividedBy(5);
        if (rotation.compareTo(room) > 0) {
            throw new IllegalArgumentException(
                    "tls.ca.lifetime "
                            + caLifetime
                            + " leaves no room for a rotation: tls.ca.publishStage + 1.1 x"
                            + " tls.leaf.lifetime is "
                            + rotation
                            + ", more than 40 % of it ("
                            + room
                            + ")");
        }
    }

    /** The defaults of mode {@code file}: CA 365 days, stage 24 days, leaf 30 days, for these names. */
    public static CertSettings file(ServerNames names) {
        return new CertSettings(
                KeyKind.P256,
                Duration.ofDays(365),
                Duration.ofDays(24),
                Duration.ofDays(30),
                names,
                List.of());
    }

    /** How long a CA stays in the bundle after its successor began to sign: 1.1 leaf lifetimes. */
    public Duration retirement() {
        return retirement(leafLifetime);
    }

    /** What a leaf must have left to be worth serving: 10 minutes, or a sixth of a short life. */
    public Duration margin() {
        Duration sixth = leafLifetime.dividedBy(6);
        return sixth.compareTo(LONGEST_MARGIN) < 0 ? sixth : LONGEST_MARGIN;
    }

    public CaProfile caProfile() {
        return new CaProfile(caKey, caLifetime);
    }

    public LeafProfile leafProfile() {
        return new LeafProfile(names, leafLifetime);
    }

    private static Duration retirement(Duration leafLifetime) {
        return leafLifetime.multipliedBy(11).dividedBy(10);
    }
}
