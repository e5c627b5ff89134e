package dev.meshwarden.certs.pki;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The certificates that callers must trust: our generations sorted by id, then the site's own in their order, no doubles.
 *
 * @param certificates at most {@link #MOST}; refused beyond
 */
public record CaBundle(List<X509Certificate> certificates) {
    public static final int MOST = 6;

    public CaBundle {
        certificates = List.copyOf(certificates);
        if (certificates.size() > MOST) {
            throw new IllegalArgumentException(
                    "a CA bundle holds at most "
                            + MOST
                            + " certificates, not "
                            + certificates.size());
        }
    }

    public static CaBundle of(
            Collection<Generation> generations, Collection<X509Certificate> extra) {
        List<X509Certificate> ours = new ArrayList<>();
        generations.stream()
                .sorted(Comparator.comparing(Generation::id))
                .forEach(g -> ours.add(g.certificate()));
        ours.addAll(extra);
        return new CaBundle(List.copyOf(new LinkedHashSet<>(ours)));
    }

    public String pem() {
        return Pem.of(certificates);
    }
}
