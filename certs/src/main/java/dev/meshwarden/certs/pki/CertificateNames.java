package dev.meshwarden.certs.pki;

import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The names that a certificate carries. */
public final class CertificateNames {
    private static final int DNS = 2; // RFC 5280, GeneralName
    private static final int URI = 6;
    private static final int IP = 7;

    private CertificateNames() {}

    /** What a caller's certificate calls it: its DNS and URI names, and its common names. */
    public static List<String> ofCaller(X509Certificate certificate) {
        List<String> all = new ArrayList<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                int type = (Integer) name.get(0);
                if (type == DNS || type == URI) {
                    all.add((String) name.get(1));
                }
            }
            var subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            for (RDN common : subject.getRDNs(BCStyle.CN)) {
                all.add(IETFUtils.valueToString(common.getFirst().getValue()));
            }
        } catch (CertificateParsingException | IllegalArgumentException _) {
            return List.of(); // what cannot be read names nobody
        }
        return List.copyOf(all);
    }

    /** Empty when it carries none, or none that can be read. */
    public static Optional<ServerNames> of(X509Certificate certificate) {
        List<String> dns = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            for (List<?> name : names) {
                int type = (Integer) name.get(0);
                if (type == DNS) {
                    dns.add((String) name.get(1));
                } else if (type == IP) {
                    addresses.add((String) name.get(1));
                }
            }
            return dns.isEmpty() && addresses.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ServerNames(dns, addresses));
        } catch (CertificateParsingException | IllegalArgumentException _) {
            return Optional.empty(); // what cannot be read names nobody
        }
    }
}
