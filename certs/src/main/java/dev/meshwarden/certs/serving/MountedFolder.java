package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.CertificateNames;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyMatch;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.RenewalReason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Certificates that someone else puts into a folder: {@code tls.crt} (leaf, then intermediates), {@code tls.key}, {@code ca.crt} (roots). Kubelet
 * changes a mounted folder by swapping its link {@code ..data}, so the link is resolved once and all files are read under it; what does not belong
 * together is no candidate, and is read again at the next look.
 *
 * <p>The bundle holds the roots of what is shown as well as those of what is mounted, so a change of roots has both for a while. A new leaf under a root that
 * callers do not hold yet waits until they do, or until what is shown is about to end.
 *
 * <p>Threading: one thread at a time.
 */
public final class MountedFolder implements IdentitySource {
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(10);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
    private static final String SIGNER = "external";

    private final Path folder;
    private final Optional<ServerNames> required;
    private final List<X509Certificate> extraCas;
    private final Supplier<Optional<CaBundle>> heldByCallers;
    private List<X509Certificate> rootsOfServed = List.of();
    private List<X509Certificate> rootsOfMounted = List.of();

    /**
     * @param required names that a certificate must cover; empty: whatever names it has will do
     * @param extraCas trusted beside those in the folder
     * @param heldByCallers what callers are known to hold now; empty while nobody can tell
     */
    public MountedFolder(
            Path folder,
            Optional<ServerNames> required,
            List<X509Certificate> extraCas,
            Supplier<Optional<CaBundle>> heldByCallers) {
        this.folder = folder;
        this.required = required;
        this.extraCas = List.copyOf(extraCas);
        this.heldByCallers = heldByCallers;
    }

    @Override
    public Offer look(Optional<KeyedChain> served, Instant now) throws IOException {
        Path data = resolved();
        KeyedChain mounted;
        List<X509Certificate> roots = new ArrayList<>();
        try {
            mounted =
                    new KeyedChain(
                            Pem.certificates(Files.readString(data.resolve("tls.crt"))),
                            Pem.privateKey(Files.readString(data.resolve("tls.key"))));
            if (Files.exists(data.resolve("ca.crt"))) {
                roots.addAll(Pem.certificates(Files.readString(data.resolve("ca.crt"))));
            }
        } catch (MalformedPemException | java.nio.charset.CharacterCodingException e) {
            throw new IOException(data + ": " + e.getMessage(), e);
        }
        if (!KeyMatch.holds(mounted.leaf(), mounted.key())) {
            throw new IOException(
                    folder + ": tls.key does not belong to tls.crt; it is read again");
        }
        rootsOfMounted = List.copyOf(roots);
        boolean isServed = served.map(s -> s.leaf().equals(mounted.leaf())).orElse(false);
        if (isServed) {
            rootsOfServed = rootsOfMounted;
        }
        CaBundle bundle = bundle();
        List<String> troubles = new ArrayList<>();
        Optional<Candidate> candidate = Optional.empty();
        if (!isServed) {
            if (served.isPresent() && mustWait(mounted, served.get(), now)) {
                troubles.add(
                        "certificate "
                                + mounted.serialHex()
                                + " waits: its CA is not in the bundle that callers hold");
            } else {
                candidate = Optional.of(candidate(mounted, bundle, served.isPresent()));
            }
        }
        return new Offer(Optional.of(bundle), cas(bundle), candidate, troubles);
    }

    @Override
    public void keep(KeyedChain candidate) {
        rootsOfServed = rootsOfMounted;
    }

    @Override
    public Duration longestRetry() {
        return LONGEST_RETRY;
    }

    private Path resolved() throws IOException {
        Path link = folder.resolve("..data");
        return Files.isSymbolicLink(link) ? link.toRealPath() : folder;
    }

    private CaBundle bundle() throws IOException {
        Set<X509Certificate> all = new LinkedHashSet<>(rootsOfMounted);
        all.addAll(rootsOfServed);
        all.addAll(extraCas);
        if (all.size() > CaBundle.MOST) {
            throw new IOException(
                    folder + ": with tls.extraCAs more than " + CaBundle.MOST + " CAs");
        }
        return new CaBundle(List.copyOf(all));
    }

    private Candidate candidate(KeyedChain mounted, CaBundle bundle, boolean another) {
        ServerNames names =
                required.or(() -> CertificateNames.of(mounted.leaf()))
                        .orElse(ServerNames.LOOPBACK); // it has none: the check will say so
        return new Candidate(
                mounted,
                another ? RenewalReason.ISSUED : RenewalReason.MISSING,
                SIGNER,
                new CandidateCheck(names, bundle, marginOf(mounted)));
    }

    private boolean mustWait(KeyedChain mounted, KeyedChain served, Instant now) {
        boolean early = now.plus(marginOf(served)).isBefore(served.notAfter());
        return early && heldByCallers.get().map(held -> !reaches(mounted, held)).orElse(false);
    }

    /** Whether the last certificate of the chain is one of the anchors, or signed by one. */
    private static boolean reaches(KeyedChain chain, CaBundle anchors) {
        X509Certificate last = chain.chain().getLast();
        return anchors.certificates().stream()
                .anyMatch(anchor -> last.equals(anchor) || isSignedBy(last, anchor));
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate anchor) {
        try {
            certificate.verify(anchor.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false; // by someone else
        }
    }

    private static Duration marginOf(KeyedChain chain) {
        Duration sixth = Duration.between(chain.notBefore(), chain.notAfter()).dividedBy(6);
        return sixth.compareTo(LONGEST_MARGIN) < 0 ? sixth : LONGEST_MARGIN;
    }

    private static List<CaSeen> cas(CaBundle bundle) {
        return bundle.certificates().stream()
                .map(c -> new CaSeen(Generation.idOf(c), SIGNER, c.getNotAfter().toInstant()))
                .toList();
    }
}
