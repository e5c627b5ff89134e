package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.authority.Authority;
import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.renewal.RenewalReason;
import dev.meshwarden.certs.store.LeafStore;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates of our own CA: what the leaf store kept while it is good, else a fresh one. */
final class OwnAuthority implements IdentitySource {
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    private final Rotation rotation;
    private final LeafStore leaves;
    private final CertSettings settings;

    OwnAuthority(Rotation rotation, LeafStore leaves, CertSettings settings) {
        this.rotation = rotation;
        this.leaves = leaves;
        this.settings = settings;
    }

    @Override
    public Offer look(Optional<KeyedChain> served, Instant now) throws IOException {
        Standing standing = rotation.advance(now);
        List<String> troubles = new ArrayList<>(standing.troubles());
        if (standing.authority().isEmpty()) {
            troubles.add("no CA signs yet");
            return Offer.nothing(troubles);
        }
        Authority authority = standing.authority().get();
        CaBundle bundle = authority.bundle();
        leaves.show(bundle);
        return new Offer(
                Optional.of(bundle), cas(authority), candidate(served, authority, now), troubles);
    }

    @Override
    public void keep(KeyedChain candidate) throws IOException {
        leaves.save(candidate);
    }

    @Override
    public Duration longestRetry() {
        return LONGEST_RETRY;
    }

    private Optional<Candidate> candidate(
            Optional<KeyedChain> served, Authority authority, Instant now) throws IOException {
        var check = new CandidateCheck(settings.names(), authority.bundle(), settings.margin());
        String signer = authority.signer().id();
        if (served.isEmpty()) {
            Optional<KeyedChain> kept = leaves.load();
            if (authority.dueFor(kept).isEmpty() && passes(check, kept.orElseThrow(), now)) {
                return kept.map(k -> new Candidate(k, RenewalReason.MISSING, signer, check));
            }
        }
        return authority
                .dueFor(served)
                .map(reason -> new Candidate(authority.issue(), reason, signer, check));
    }

    private static boolean passes(CandidateCheck check, KeyedChain kept, Instant now) {
        try {
            check.pass(kept, now);
            return true;
        } catch (IdentityException _) {
            return false; // a fresh one takes its place
        }
    }

    private static List<CaSeen> cas(Authority authority) {
        return authority.schedule().generations().stream()
                .map(d ->
                        new CaSeen(
                                d.generation().id(), d.phase().text(), d.generation().notAfter()))
                .toList();
    }
}
