package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.value.Array;

import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for a chain from a leaf to a root, by the JDK's PKIX rules. Beyond those, as Go: the root's validity counts, and every
 * certificate that names its purposes must name one that is asked for.
 */
final class ChainVerifier {
    private static final int MOST_TRIES = 100; // Go's bound on signature checks

    private final ParsedCertificate root;
    private final List<ParsedCertificate> intermediates;
    private final VerifyOptions options;
    private final Instant at;
    private int tries;

    private ChainVerifier(
            List<ParsedCertificate> certificates, VerifyOptions options, Instant now) {
        this.root = certificates.getFirst();
        this.intermediates = certificates.subList(1, certificates.size() - 1);
        this.options = options;
        this.at = options.time().orElse(now);
    }

    /**
     * The chain, leaf first; empty when there is none that holds.
     *
     * @param certificates root first, leaf last, intermediates between
     */
    static Optional<List<ParsedCertificate>> verify(
            List<ParsedCertificate> certificates, VerifyOptions options, Instant now) {
        if (certificates.size() < 2) {
            return Optional.empty();
        }
        var verifier = new ChainVerifier(certificates, options, now);
        ParsedCertificate leaf = certificates.getLast();
        boolean unhandled = leaf.fields().get("UnhandledCriticalExtensions") instanceof Array;
        if (unhandled || !options.hostMatches(leaf.names())) {
            return Optional.empty();
        }
        return verifier.extend(List.of(leaf));
    }

    private Optional<List<ParsedCertificate>> extend(List<ParsedCertificate> chain) {
        ParsedCertificate last = chain.getLast();
        if (Arrays.equals(last.raw(), root.raw())) {
            return holds(chain) ? Optional.of(chain) : Optional.empty();
        }
        List<ParsedCertificate> candidates = new ArrayList<>(List.of(root));
        candidates.addAll(intermediates);
        for (ParsedCertificate candidate : candidates) {
            boolean issuer =
                    Objects.equals(
                            candidate.fields().get("RawSubject"), last.fields().get("RawIssuer"));
            boolean used = chain.stream().anyMatch(c -> Arrays.equals(c.raw(), candidate.raw()));
            if (issuer && !used && tries++ < MOST_TRIES) {
                List<ParsedCertificate> longer = new ArrayList<>(chain);
                longer.add(candidate);
                Optional<List<ParsedCertificate>> found = extend(longer);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private boolean holds(List<ParsedCertificate> chain) {
        if (chain.stream().anyMatch(c -> !options.purposeMatches(c.fields()))) {
            return false;
        }
        try {
            X509Certificate anchor = certificate(chain.getLast());
            anchor.checkValidity(Date.from(at));
            List<X509Certificate> path = new ArrayList<>();
            for (ParsedCertificate link : chain.subList(0, chain.size() - 1)) {
                path.add(certificate(link));
            }
            if (path.isEmpty()) {
                return true; // the leaf is itself the root
            }
            var parameters =
                    new PKIXParameters(
                            Set.of(new TrustAnchor(anchor, constraints(chain.getLast()))));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509").generateCertPath(path),
                            parameters);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /** The root's own name constraints bind too. */
    private static byte @Nullable [] constraints(ParsedCertificate root) {
        Extensions extensions = root.certificate().getTBSCertificate().getExtensions();
        Extension found =
                extensions == null ? null : extensions.getExtension(Extension.nameConstraints);
        return found == null ? null : found.getExtnValue().getOctets();
    }

    private static X509Certificate certificate(ParsedCertificate parsed)
            throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(parsed.raw()));
    }
}
