package dev.meshwarden.webhook.http;

import dev.meshwarden.certs.pki.CertificateNames;
import dev.meshwarden.webhook.admission.Refusal;
import dev.meshwarden.webhook.admission.Reply;
import dev.meshwarden.webhook.config.ClientAuthConfig;
import dev.meshwarden.webhook.metrics.Metrics;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether who sent a request may call. The handshake has judged a certificate's chain, dates and usage; here is its name, at every request, so that one
 * struck from the list is refused on connections that are open already.
 *
 * <p>Threading: any number of threads; the token is one volatile reference.
 */
public final class CallerCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CallerCheck.class);
    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final String BEARER = "Bearer ";
    private static final int SHOWN = 80;

    private final ClientAuthConfig.Mode mode;
    private final Set<String> allowed;
    private final Metrics metrics;
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());
    private final AtomicLong unsaid = new AtomicLong();
    private volatile byte[] token = {};

    public CallerCheck(ClientAuthConfig config, Metrics metrics) {
        this.mode = config.mode();
        this.allowed = Set.copyOf(config.allowed());
        this.metrics = metrics;
    }

    ClientAuthConfig.Mode mode() {
        return mode;
    }

    /** Puts another token in place; a blank one lets nobody in. */
    public void expect(String newToken) {
        token = newToken.getBytes(StandardCharsets.UTF_8);
    }

    /** Why the sender may not call; empty when it may. */
    Optional<Reply> refuse(Request request) {
        return switch (mode) {
            case OFF -> Optional.empty();
            case WANT, REQUIRE -> byCertificate(request);
            case BEARER -> byToken(request);
        };
    }

    /** Whether the sender showed a right certificate, whatever else would do. */
    boolean isKnown(Request request) {
        return mode.asksForCertificate()
                && certificate(request).map(c -> isAllowed(names(c))).orElse(false);
    }

    private Optional<Reply> byCertificate(Request request) {
        Optional<X509Certificate> shown = certificate(request);
        if (shown.isEmpty()) {
            metrics.caller("none");
            return mode == ClientAuthConfig.Mode.WANT
                    ? Optional.empty()
                    : Optional.of(Refusal.status(403, "Forbidden", "a certificate is needed"));
        }
        List<String> names = names(shown.get());
        if (isAllowed(names)) {
            metrics.caller("certificate");
            return Optional.empty();
        }
        metrics.caller("wrong_identity");
        say("names " + cut(names.toString()) + " are not in clientAuth.allowed");
        return Optional.of(
                Refusal.status(403, "Forbidden", "this certificate's owner may not call"));
    }

    private Optional<Reply> byToken(Request request) {
        String header = Optional.ofNullable(request.getHeaders().get("Authorization")).orElse("");
        if (!header.startsWith(BEARER)) {
            metrics.caller("no_token");
            say("it shows no token");
            return Optional.of(Refusal.status(401, "Unauthorized", "a bearer token is needed"));
        }
        byte[] shown = header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
        byte[] expected = token;
        if (expected.length > 0 && MessageDigest.isEqual(expected, shown)) {
            metrics.caller("token");
            return Optional.empty();
        }
        metrics.caller("wrong_token");
        say("it shows another token");
        return Optional.of(Refusal.status(401, "Unauthorized", "this bearer token is not right"));
    }

    private boolean isAllowed(List<String> names) {
        return names.stream().anyMatch(allowed::contains);
    }

    private static List<String> names(X509Certificate certificate) {
        return CertificateNames.ofCaller(certificate);
    }

    private static Optional<X509Certificate> certificate(Request request) {
        return request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE)
                        instanceof EndPoint.SslSessionData tls
                ? Optional.ofNullable(tls.peerCertificates())
                        .filter(chain -> chain.length > 0)
                        .map(chain -> chain[0])
                : Optional.empty();
    }

    /** At most one line every ten seconds, which says how many it stands for. */
    private void say(String why) {
        long now = System.nanoTime();
        long until = quietUntil.get();
        if (now - until < 0 || !quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
            unsaid.incrementAndGet();
            return;
        }
        LOG.warn(
                "a caller was refused: {}; {} more since the last such line",
                why,
                unsaid.getAndSet(0));
    }

    private static String cut(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) : text;
    }
}
