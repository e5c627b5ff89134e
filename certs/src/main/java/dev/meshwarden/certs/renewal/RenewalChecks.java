package dev.meshwarden.certs.renewal;

import dev.meshwarden.certs.pki.CertificateNames;
import dev.meshwarden.certs.pki.KeyedChain;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Must this leaf be issued anew? Ordered, pure checks; the first that answers names the reason. The order matters: what is
 * missing has no dates, and what is expired needs no finer reason.
 */
public final class RenewalChecks {
    /** One check on a leaf that is there. */
    private record Check(RenewalReason reason, Test test) {}

    private interface Test {
        boolean isDue(KeyedChain leaf, LeafQuestion question);
    }

    private static final List<Check> ALL =
            List.of(
                    new Check(
                            RenewalReason.EXPIRED,
                            (leaf, q) ->
                                    !q.now().plus(q.settings().margin()).isBefore(leaf.notAfter())),
                    new Check(
                            RenewalReason.NOT_YET_VALID,
                            (leaf, q) -> q.now().isBefore(leaf.notBefore())),
                    new Check(RenewalReason.NAMES, (leaf, q) -> !covers(leaf, q)),
                    new Check(RenewalReason.SIGNER, (leaf, q) -> !isSignedBy(leaf, q)),
                    new Check(RenewalReason.AGE, (leaf, q) -> !q.now().isBefore(renewalOf(leaf))));

    private RenewalChecks() {}

    /** The first reason to issue anew; empty when the leaf may stay. */
    public static Optional<RenewalReason> of(LeafQuestion question) {
        if (question.leaf().isEmpty()) {
            return Optional.of(RenewalReason.MISSING);
        }
        KeyedChain leaf = question.leaf().get();
        return ALL.stream()
                .filter(c -> c.test().isDue(leaf, question))
                .map(Check::reason)
                .findFirst();
    }

    /**
     * Two thirds of the way from issue to the end, earlier or later by up to a tenth of that. The shift is read off the serial,
     * which is random: replicas spread, and asking twice gives the same answer.
     */
    public static Instant renewalOf(KeyedChain leaf) {
        Instant issued = leaf.notBefore().plus(KeyedChain.BACKDATED);
        Duration life = Duration.between(issued, leaf.notAfter());
        int shift =
                leaf.leaf().getSerialNumber().mod(BigInteger.valueOf(2001)).intValueExact() - 1000;
        return issued.plus(
                life.multipliedBy(2).dividedBy(3).multipliedBy(10_000 + shift).dividedBy(10_000));
    }

    private static boolean covers(KeyedChain leaf, LeafQuestion question) {
        return CertificateNames.of(leaf.leaf())
                .map(held -> question.settings().names().isCoveredBy(held))
                .orElse(false);
    }

    private static boolean isSignedBy(KeyedChain leaf, LeafQuestion question) {
        try {
            leaf.leaf().verify(question.active().certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false; // by someone else, or by nobody
        }
    }
}
