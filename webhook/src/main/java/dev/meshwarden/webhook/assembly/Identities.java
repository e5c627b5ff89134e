package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.serving.IdentityException;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.TlsConfig;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The serving certificate as a configuration describes it. */
public final class Identities {
    private Identities() {}

    /** From {@code DATA/tls}, made when missing; the caller holds the data folder's lock. */
    public static ServingIdentity open(Config config, InstantSource clock)
            throws IOException, IdentityException {
        Path tls = folder(config);
        return ServingIdentity.rotating(
                FileStore.open(tls), LeafFiles.open(tls), settings(config.tls()), clock);
    }

    /** Where CA and leaf lie. */
    public static Path folder(Config config) {
        return config.data().resolve("tls");
    }

    public static CertSettings settings(TlsConfig tls) {
        ServerNames names = ServerNames.LOOPBACK.plus(tls.extraSans());
        CertSettings standard = CertSettings.file(names);
        return new CertSettings(
                standard.caKey(),
                tls.caLifetime(),
                tls.publishStage(),
                tls.leafLifetime(),
                names,
                List.of());
    }
}
