package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.renewal.RenewalReason;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a serving certificate comes from: our own CA, or a folder that someone else fills. */
interface IdentitySource {
    /**
     * One look.
     *
     * @param served what is shown now; empty before the first
     * @throws IOException when it cannot be told; what is shown stays
     */
    Offer look(Optional<KeyedChain> served, Instant now) throws IOException;

    /** Keeps a candidate that passed its check and is about to be shown. */
    void keep(KeyedChain candidate) throws IOException;

    /** After failures, the longest time without a look. */
    Duration longestRetry();

    /**
     * What one look came to.
     *
     * @param bundle what callers must trust now; empty while that is not known
     * @param cas the authorities behind it
     * @param candidate to be shown from now on, if it passes its check
     * @param troubles a sentence for each thing that is not as it should be
     */
    record Offer(
            Optional<CaBundle> bundle,
            List<CaSeen> cas,
            Optional<Candidate> candidate,
            List<String> troubles) {
        public Offer {
            cas = List.copyOf(cas);
            troubles = List.copyOf(troubles);
        }

        /** Nothing is known yet. */
        static Offer nothing(List<String> troubles) {
            return new Offer(Optional.empty(), List.of(), Optional.empty(), troubles);
        }
    }

    /**
     * A certificate to be shown.
     *
     * @param signer what records name its issuer by
     */
    record Candidate(KeyedChain chain, RenewalReason reason, String signer, CandidateCheck check) {}
}
