package dev.meshwarden.webhook.http;

import dev.meshwarden.webhook.metrics.Metrics;

import org.eclipse.jetty.io.ssl.SslHandshakeListener;

import java.io.EOFException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Counts handshakes that failed, by a reason out of a fixed list. */
final class HandshakeFailures implements SslHandshakeListener {
    /** A part of what JSSE says, in lower case, and the reason that it stands for. */
    private record Sign(String part, String reason) {}

    /** The first that fits counts. */
    private static final List<Sign> SIGNS =
            List.of(
                    new Sign("received fatal alert", "refused_by_caller"),
                    new Sign("client requested protocol sslv3", "version_ssl3"),
                    new Sign("client requested protocol tlsv1.1", "version_tls1.1"),
                    new Sign("client requested protocol tlsv1.2", "version_tls1.2"),
                    new Sign("client requested protocol tlsv1 ", "version_tls1.0"),
                    new Sign("client supported protocol versions [tlsv1.2", "version_tls1.2"),
                    new Sign("client supported protocol versions [tlsv1.1", "version_tls1.1"),
                    new Sign("unsupported_version", "version"),
                    new Sign("protocol", "version"),
                    new Sign("no cipher suites in common", "cipher"),
                    new Sign("empty client certificate chain", "no_certificate"),
                    new Sign("empty server certificate chain", "no_certificate"),
                    new Sign("certificate_required", "no_certificate"),
                    new Sign("null cert chain", "no_certificate"),
                    new Sign("extended key usage", "wrong_usage"),
                    new Sign("expired", "expired"),
                    new Sign("notafter", "expired"),
                    new Sign("validity check failed", "expired"),
                    new Sign("notbefore", "not_yet_valid"),
                    new Sign("certification path", "untrusted"),
                    new Sign("path does not chain", "untrusted"),
                    new Sign("no callers are trusted", "untrusted"),
                    new Sign("certificate", "untrusted"));

    private static final String GONE = "gone";
    private static final String OTHER = "other";

    private final Metrics metrics;

    HandshakeFailures(Metrics metrics) {
        this.metrics = metrics;
        metrics.mayFailHandshakes(
                Stream.concat(SIGNS.stream().map(Sign::reason), Stream.of(GONE, OTHER))
                        .distinct()
                        .toList());
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        metrics.handshakeFailed(reason(failure));
    }

    static String reason(Throwable failure) {
        StringBuilder said = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof EOFException || at instanceof ClosedChannelException) {
                return GONE;
            }
            said.append(at.getMessage()).append(' ');
        }
        String text = said.toString().toLowerCase(Locale.ROOT);
        return SIGNS.stream()
                .filter(s -> text.contains(s.part()))
                .map(Sign::reason)
                .findFirst()
                .orElse(OTHER);
    }
}
