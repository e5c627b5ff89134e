package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.serving.IdentityException;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.certs.store.LeafStore;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.TlsConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The serving certificate as a configuration describes it. */
public final class Identities {
    private Identities() {}

    /** From {@code DATA/tls}, made when missing; the caller holds the data folder's lock. */
    public static ServingIdentity open(Config config, InstantSource clock)
            throws IOException, IdentityException {
        Path tls = folder(config);
        return ServingIdentity.rotating(
                FileStore.open(tls), LeafFiles.open(tls), settings(config), clock);
    }

    /** The same with a fresh certificate, however long the old one would last. */
    public static ServingIdentity issue(Config config, InstantSource clock)
            throws IOException, IdentityException {
        Path tls = folder(config);
        LeafFiles files = LeafFiles.open(tls);
        LeafStore forgetful =
                new LeafStore() {
                    @Override
                    public Optional<KeyedChain> load() {
                        return Optional.empty();
                    }

                    @Override
                    public void save(KeyedChain leaf) throws IOException {
                        files.save(leaf);
                    }

                    @Override
                    public void show(CaBundle bundle) throws IOException {
                        files.show(bundle);
                    }
                };
        return ServingIdentity.rotating(FileStore.open(tls), forgetful, settings(config), clock);
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
