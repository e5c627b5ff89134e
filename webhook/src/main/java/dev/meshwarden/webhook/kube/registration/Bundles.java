package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The {@code caBundle} fields of live entries, read back. */
final class Bundles {
    private Bundles() {}

    /** The certificates that are in every one of the fields; empty without a field, and when one cannot be read. */
    static Optional<CaBundle> common(List<String> fields) {
        List<X509Certificate> held = new ArrayList<>();
        boolean first = true;
        for (String field : fields) {
            Optional<List<X509Certificate>> read = read(field);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            if (first) {
                held.addAll(read.get());
            } else {
                held.retainAll(read.get());
            }
            first = false;
        }
        return held.isEmpty() || held.size() > CaBundle.MOST
                ? Optional.empty()
                : Optional.of(new CaBundle(held));
    }

    private static Optional<List<X509Certificate>> read(String field) {
        try {
            byte[] pem = Base64.getDecoder().decode(field.strip());
            return Optional.of(Pem.certificates(new String(pem, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | MalformedPemException _) {
            return Optional.empty(); // what cannot be read holds nothing
        }
    }
}
