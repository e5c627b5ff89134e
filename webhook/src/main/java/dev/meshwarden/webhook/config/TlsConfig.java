package dev.meshwarden.webhook.config;

import dev.meshwarden.webhook.config.ClusterConfig.Access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The serving certificate.
 *
 * @param mode who owns the CA and the serving certificate
 * @param minVersion {@code 1.2} or {@code 1.3}
 * @param extraSans DNS names and addresses beside those that the mode gives
 * @param extraCAs files of CAs that callers must trust beside ours
 * @param injectBundle in mode {@code dir}: whether {@code ca.crt} is written into the webhook configurations; false where the issuer's own injector does
 * @param folder in mode {@code dir}: where the issuer's {@code tls.crt}, {@code tls.key} and {@code ca.crt} are mounted
 * @param ca our own CA; of no use in mode {@code dir}
 * @param leaf the serving certificate that our CA signs
 */
public record TlsConfig(
        Mode mode,
        String minVersion,
        List<String> extraSans,
        List<String> extraCAs,
        boolean injectBundle,
        Path folder,
        Ca ca,
        Leaf leaf) {
    public static final TlsConfig STANDARD =
            new TlsConfig(
                    Mode.AUTO,
                    "1.2",
                    List.of(),
                    List.of(),
                    true,
                    Path.of("/etc/meshwarden/tls"),
                    new Ca(CaKey.P256, Duration.ofDays(365), Duration.ofDays(24)),
                    new Leaf(Duration.ZERO));

    private static final Duration LEAF_IN_FILES = Duration.ofDays(30);
    private static final Duration LEAF_IN_MEMORY = Duration.ofDays(7);

    public TlsConfig {
        extraSans = List.copyOf(extraSans);
        extraCAs = List.copyOf(extraCAs);
    }

    /** Who owns the CA and the serving certificate. */
    public enum Mode {
        /** {@link #MANAGED} in a pod, {@link #FILE} elsewhere. */
        AUTO,
        /** Both are ours, in {@code DATA/tls}. */
        FILE,
        /** The CA lies in the cluster's Secret {@code meshwarden-ca}; every replica signs its own leaf in memory. */
        MANAGED,
        /** Both are someone else's, mounted as a folder. */
        DIR
    }

    /** The kind of a CA's key. */
    public enum CaKey {
        P256,
        P384,
        RSA3072
    }

    /**
     * Our own certificate authority.
     *
     * @param key its kind
     * @param lifetime of one generation
     * @param publishStage how long a new one is only published before it signs
     */
    public record Ca(CaKey key, Duration lifetime, Duration publishStage) {}

    /**
     * The serving certificate that our CA signs.
     *
     * @param lifetime zero: 7 days in mode {@code managed}, 30 days in mode {@code file}
     */
    public record Leaf(Duration lifetime) {}

    /** The mode in force with this cluster; never {@link Mode#AUTO}. */
    public Mode modeIn(ClusterConfig cluster) {
        if (mode != Mode.AUTO) {
            return mode;
        }
        return cluster.access() instanceof Access.InPod ? Mode.MANAGED : Mode.FILE;
    }

    /** How long a serving certificate of ours lives with this cluster. */
    public Duration leafLifetimeIn(ClusterConfig cluster) {
        if (!leaf.lifetime().isZero()) {
            return leaf.lifetime();
        }
        return modeIn(cluster) == Mode.MANAGED ? LEAF_IN_MEMORY : LEAF_IN_FILES;
    }

    public TlsConfig withMode(Mode other) {
        return new TlsConfig(
                other, minVersion, extraSans, extraCAs, injectBundle, folder, ca, leaf);
    }

    public TlsConfig withFolder(Path other) {
        return new TlsConfig(mode, minVersion, extraSans, extraCAs, injectBundle, other, ca, leaf);
    }

    public TlsConfig withLifetimes(Duration ofCa, Duration publishStage, Duration ofLeaf) {
        return new TlsConfig(
                mode,
                minVersion,
                extraSans,
                extraCAs,
                injectBundle,
                folder,
                new Ca(ca.key(), ofCa, publishStage),
                new Leaf(ofLeaf));
    }

    public TlsConfig withMinVersion(String other) {
        return new TlsConfig(mode, other, extraSans, extraCAs, injectBundle, folder, ca, leaf);
    }
}
