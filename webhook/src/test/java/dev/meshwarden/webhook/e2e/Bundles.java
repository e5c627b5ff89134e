package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows which CAs the webhook configuration carries, each by a letter in the order in which it appeared.
 *
 * <p>Threading: a virtual thread looks; the rest by one thread.
 */
final class Bundles implements AutoCloseable {
    private final Api admin;
    private final List<String> known = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private volatile boolean closed;

    private Bundles(Api admin) {
        this.admin = admin;
    }

    static Bundles follow(Api admin) {
        var bundles = new Bundles(admin);
        Thread.ofVirtual().start(bundles::look);
        return bundles;
    }

    /** Such as {@code [A, AB, B]}. */
    synchronized List<String> history() {
        return List.copyOf(history);
    }

    private void look() {
        while (!closed) {
            try {
                Set<String> all = new TreeSet<>();
                for (JsonNode hook : admin.get(Installed.VALIDATING).body().path("webhooks")) {
                    all.add(letters(hook.path("clientConfig").path("caBundle").asText()));
                }
                note(all);
            } catch (IOException | CertificateException _) {
                note(Set.of("?"));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    private synchronized void note(Set<String> bundles) {
        String now = String.join("|", bundles);
        if (history.isEmpty() || !history.getLast().equals(now)) {
            history.add(now);
        }
    }

    private synchronized String letters(String bundle) throws CertificateException {
        Set<String> letters = new TreeSet<>();
        var pem = new ByteArrayInputStream(Base64.getDecoder().decode(bundle));
        for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
            String serial = ((X509Certificate) each).getSerialNumber().toString(16);
            if (!known.contains(serial)) {
                known.add(serial);
            }
            letters.add(String.valueOf((char) ('A' + known.indexOf(serial))));
        }
        return String.join("", letters);
    }

    @Override
    public void close() {
        closed = true;
    }
}
