package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.serving.IdentityException;
import dev.meshwarden.certs.serving.MountedFolder;
import dev.meshwarden.certs.serving.Rotation;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.certs.store.LeafStore;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.TlsConfig;
import dev.meshwarden.webhook.kube.ClusterLink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The serving certificate as a configuration describes it. */
public final class Identities {
    /** How old what was read from the cluster may be. */
    private static final Duration READ_EVERY = Duration.ofSeconds(5);

    private Identities() {}

    /** From {@code DATA/tls}, made when missing; the caller holds the data folder's lock. */
    public static ServingIdentity open(Config config, InstantSource clock)
            throws IOException, IdentityException {
        Path tls = folder(config);
        return ServingIdentity.rotating(
                FileStore.open(tls), LeafFiles.open(tls), settings(config), clock);
    }

    /** As {@link #open(Config, InstantSource)}, with a fresh certificate whatever lies there. */
    public static ServingIdentity issue(Config config, InstantSource clock)
            throws IOException, IdentityException {
        Path tls = folder(config);
        return ServingIdentity.rotating(
                FileStore.open(tls),
                LeafStore.renewing(LeafFiles.open(tls)),
                settings(config),
                clock);
    }

    /**
     * As the mode says; in a cluster or from a mounted folder it may have to be waited for.
     *
     * @param link to the cluster that keeps the CA
     * @param heldByCallers what the live webhook configurations hold; empty while nobody can tell
     */
    static ServingIdentity open(
            Config config,
            InstantSource clock,
            Optional<ClusterLink> link,
            Supplier<Optional<CaBundle>> heldByCallers)
            throws IOException, IdentityException {
        return switch (config.tls().modeIn(config.cluster())) {
            case AUTO -> throw new IllegalStateException("bug: the mode is not settled");
            case FILE -> open(config, clock);
            case MANAGED -> {
                ClusterLink cluster =
                        link.orElseThrow(() ->
                                new IOException(
                                        "tls.mode managed keeps the CA in a cluster; run in a pod"
                                                + " or give --kubeconfig"));
                CertSettings settings = settings(config);
                yield ServingIdentity.shared(
                        shared(cluster, settings, cluster.leadership()::isLeader), settings, clock);
            }
            case DIR -> mounted(config, clock, heldByCallers);
        };
    }

    /** The CA in the cluster, written to by those whom {@code leads} lets. */
    static Rotation shared(ClusterLink cluster, CertSettings settings, BooleanSupplier leads) {
        return new Rotation(cluster.secretStore(), settings, leads, READ_EVERY);
    }

    private static ServingIdentity mounted(
            Config config, InstantSource clock, Supplier<Optional<CaBundle>> heldByCallers)
            throws IOException {
        TlsConfig tls = config.tls();
        if (!Files.isDirectory(tls.folder())) {
            throw new IOException("tls.folder " + tls.folder() + " is no folder");
        }
        List<String> names = new ArrayList<>();
        if (config.cluster().isConnected()) {
            names.add(config.cluster().service() + "." + config.cluster().namespace() + ".svc");
        }
        names.addAll(tls.extraSans());
        Optional<ServerNames> required =
                names.isEmpty() ? Optional.empty() : Optional.of(ServerNames.ofAny(names));
        return ServingIdentity.mounted(
                new MountedFolder(tls.folder(), required, extraCas(tls), heldByCallers), clock);
    }

    /** Where CA and leaf lie. */
    public static Path folder(Config config) {
        return config.data().resolve("tls");
    }

    /** Refused when the lifetimes leave no room for a rotation, or a CA's file cannot be read. */
    public static CertSettings settings(Config config) throws IOException {
        TlsConfig tls = config.tls();
        try {
            return new CertSettings(
                    keyKind(tls.ca().key()),
                    tls.ca().lifetime(),
                    tls.ca().publishStage(),
                    tls.leafLifetimeIn(config.cluster()),
                    names(config),
                    extraCas(tls));
        } catch (IllegalArgumentException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What our own certificate is called by: the Service in a cluster, else this machine. */
    private static ServerNames names(Config config) {
        ServerNames own =
                config.tls().modeIn(config.cluster()) == TlsConfig.Mode.MANAGED
                        ? ServerNames.ofService(
                                config.cluster().service(),
                                config.cluster().namespace(),
                                config.cluster().clusterDomain())
                        : ServerNames.LOOPBACK;
        return own.plus(config.tls().extraSans());
    }

    private static KeyKind keyKind(TlsConfig.CaKey key) {
        return switch (key) {
            case P256 -> KeyKind.P256;
            case P384 -> KeyKind.P384;
            case RSA3072 -> KeyKind.RSA3072;
        };
    }

    private static List<X509Certificate> extraCas(TlsConfig tls) throws IOException {
        List<X509Certificate> all = new ArrayList<>();
        for (String file : tls.extraCAs()) {
            try {
                all.addAll(Pem.certificates(Files.readString(Path.of(file))));
            } catch (MalformedPemException e) {
                throw new IOException("tls.extraCAs: " + file + " " + e.getMessage(), e);
            }
        }
        return all;
    }
}
