package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.webhook.config.ClientAuthConfig;
import dev.meshwarden.webhook.http.CallerCheck;
import dev.meshwarden.webhook.metrics.Metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that say who may call: callers' CAs, or the token. Read again when they change; what cannot be read leaves the last good
 * content in force.
 *
 * <p>Threading: {@link #look} by one thread at a time; {@link #words} by any.
 */
final class CallerFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CallerFiles.class);

    private final ClientAuthConfig config;
    private final ServingIdentity identity;
    private final CallerCheck check;
    private final Metrics metrics;
    private String inForce = "";
    private volatile String trouble = "";

    private CallerFiles(
            ClientAuthConfig config, ServingIdentity identity, CallerCheck check, Metrics metrics) {
        this.config = config;
        this.identity = identity;
        this.check = check;
        this.metrics = metrics;
    }

    /** Reads them once; refused when they cannot be. */
    static CallerFiles open(
            ClientAuthConfig config, ServingIdentity identity, CallerCheck check, Metrics metrics)
            throws IOException {
        var files = new CallerFiles(config, identity, check, metrics);
        files.load();
        return files;
    }

    /** One look, cheap while nothing has changed. */
    void look() {
        try {
            load();
            trouble = "";
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(trouble)) {
                metrics.tlsReloadError("callers");
                LOG.warn("{}; what was read before stays in force", why);
            }
            trouble = why;
        }
    }

    private void load() throws IOException {
        switch (config.mode()) {
            case OFF -> {
                // nothing is asked for
            }
            case WANT, REQUIRE -> {
                String pem = read("clientAuth.caFile", config.caFile());
                if (!pem.equals(inForce)) {
                    try {
                        identity.trustCallersOf(Pem.certificates(pem));
                    } catch (MalformedPemException e) {
                        throw new IOException(
                                "clientAuth.caFile " + config.caFile() + " " + e.getMessage(), e);
                    }
                    inForce = pem;
                }
            }
            case BEARER -> {
                String token = read("clientAuth.tokenFile", config.tokenFile()).strip();
                if (token.isEmpty()) {
                    throw new IOException(
                            "clientAuth.tokenFile " + config.tokenFile() + " is blank");
                }
                if (!token.equals(inForce)) {
                    check.expect(token);
                    inForce = token;
                }
            }
        }
    }

    /** How callers are known, for people. */
    String words() {
        String how =
                switch (config.mode()) {
                    case OFF -> "not authenticated";
                    case WANT -> "by certificate where one is shown, else not authenticated";
                    case REQUIRE -> "by certificate";
                    case BEARER -> "by token";
                };
        return trouble.isEmpty() ? how : how + "; " + trouble;
    }

    private static String read(String key, String file) throws IOException {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IOException(key + " " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
