package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.serving.CaSeen;
import dev.meshwarden.certs.serving.Renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What operators must be told of certificates before anything fails. The same sentence comes again after an hour; a trouble that has
 * lasted a day is said to have.
 *
 * <p>Threading: one thread at a time; {@link #troubledFor} by any.
 */
final class CertificateWarnings {
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofHours(24);
    private static final Duration LEAF = Duration.ofHours(24);
    private static final Duration CA = Duration.ofDays(30);
    private static final int SHARE = 5;

    private final Duration leafLeft;
    private final Duration caLeft;
    private final Map<String, Instant> since = new HashMap<>();
    private final Map<String, Instant> said = new HashMap<>();
    private volatile Optional<Instant> troubledSince = Optional.empty();

    /** Short lives are warned of in their last fifth: they are renewed long before. */
    CertificateWarnings(Duration leafLifetime, Duration caLifetime) {
        this.leafLeft = shorter(LEAF, leafLifetime.dividedBy(SHARE));
        this.caLeft = shorter(CA, caLifetime.dividedBy(SHARE));
    }

    /** The sentences that are due now. */
    List<String> due(
            Renewal.Served leaf, List<CaSeen> authorities, List<String> troubles, Instant now) {
        List<String> due = new ArrayList<>();
        if (!leaf.equals(Renewal.Served.NONE) && !now.plus(leafLeft).isBefore(leaf.notAfter())) {
            say(
                    due,
                    "the serving certificate " + leaf.serial() + " ends at " + leaf.notAfter(),
                    now);
        }
        CaSeen last = authorities.isEmpty() ? null : authorities.getLast();
        if (last != null && !now.plus(caLeft).isBefore(last.notAfter())) {
            say(
                    due,
                    "the CA "
                            + last.id()
                            + " ends at "
                            + last.notAfter()
                            + ", and none comes after it",
                    now);
        }
        troubledSince =
                troubles.isEmpty() ? Optional.empty() : troubledSince.or(() -> Optional.of(now));
        since.keySet().retainAll(troubles);
        for (String trouble : troubles) {
            Instant began = since.computeIfAbsent(trouble, _ -> now);
            boolean lasts = !now.isBefore(began.plus(LONG));
            say(due, lasts ? trouble + " (for more than a day)" : trouble, now);
        }
        return due;
    }

    /** For how long there has been one trouble or another, without a look that found none. */
    Duration troubledFor(Instant now) {
        return troubledSince
                .filter(began -> began.isBefore(now))
                .map(began -> Duration.between(began, now))
                .orElse(Duration.ZERO);
    }

    private void say(List<String> due, String sentence, Instant now) {
        said.values().removeIf(at -> at.isAfter(now) || !now.isBefore(at.plus(AGAIN)));
        if (said.putIfAbsent(sentence, now) == null) {
            due.add(sentence);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
