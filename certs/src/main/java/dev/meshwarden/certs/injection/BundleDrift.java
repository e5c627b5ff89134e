package dev.meshwarden.certs.injection;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** What a live {@code caBundle} lacks or has too much of. Anything but {@link Same} is repaired by writing {@link #field}. */
public sealed interface BundleDrift {
    /** The same certificates; order and white space do not count. */
    record Same() implements BundleDrift {}

    /** Nothing there. */
    record Blank() implements BundleDrift {}

    /** Not base64 of PEM certificates. */
    record Unreadable(String why) implements BundleDrift {}

    /**
     * Other certificates.
     *
     * @param missing ours that callers would not trust
     * @param foreign that callers would trust and must not
     */
    record Differs(List<X509Certificate> missing, List<X509Certificate> foreign)
            implements BundleDrift {
        public Differs {
            missing = List.copyOf(missing);
            foreign = List.copyOf(foreign);
        }
    }

    /** The field as it must be: base64 of the bundle's PEM. */
    static String field(CaBundle wanted) {
        return Base64.getEncoder().encodeToString(wanted.pem().getBytes(StandardCharsets.UTF_8));
    }

    /** Compares a live field with what it must hold. */
    static BundleDrift of(String liveField, CaBundle wanted) {
        if (liveField.isBlank()) {
            return new Blank();
        }
        List<X509Certificate> live;
        try {
            byte[] pem = Base64.getDecoder().decode(liveField.strip());
            live = Pem.certificates(new String(pem, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return new Unreadable("no base64: " + e.getMessage());
        } catch (MalformedPemException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
        List<X509Certificate> missing =
                wanted.certificates().stream().filter(c -> !live.contains(c)).toList();
        List<X509Certificate> foreign =
                live.stream().filter(c -> !wanted.certificates().contains(c)).toList();
        return missing.isEmpty() && foreign.isEmpty() ? new Same() : new Differs(missing, foreign);
    }
}
