package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.CaBundle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the last looks came to.
 *
 * @param bundle what callers must trust; empty while that is not known
 * @param cas the authorities behind it
 * @param served what is shown; {@link Renewal.Served#NONE} before the first good one
 * @param margin how long what is shown must still be valid
 * @param troubles what the last look found amiss
 * @param failure why the last look did not lead to what it should have; blank when it did
 */
record IdentityState(
        Optional<CaBundle> bundle,
        List<CaSeen> cas,
        Renewal.Served served,
        Duration margin,
        List<String> troubles,
        String failure) {
    static final IdentityState WAITING =
            new IdentityState(
                    Optional.empty(),
                    List.of(),
                    Renewal.Served.NONE,
                    Duration.ZERO,
                    List.of(),
                    "not looked for yet");

    IdentityState seen(IdentitySource.Offer offer) {
        return new IdentityState(
                offer.bundle().or(() -> bundle),
                offer.cas().isEmpty() ? cas : offer.cas(),
                served,
                margin,
                offer.troubles(),
                failure);
    }

    IdentityState showing(Renewal.Served next, Duration itsMargin) {
        return new IdentityState(bundle, cas, next, itsMargin, troubles, "");
    }

    IdentityState because(String why) {
        return new IdentityState(bundle, cas, served, margin, troubles, why);
    }

    boolean isWaiting() {
        return served.equals(Renewal.Served.NONE);
    }

    List<String> allTroubles() {
        List<String> all = new ArrayList<>(troubles);
        if (!failure.isEmpty() && !all.contains(failure)) {
            all.add(failure);
        }
        return List.copyOf(all);
    }

    Optional<String> faultAt(Instant now) {
        if (isWaiting()) {
            return Optional.of("none yet: " + failure);
        }
        if (now.plus(margin).isBefore(served.notAfter())) {
            return Optional.empty();
        }
        String why = failure.isEmpty() ? "" : ", and cannot be renewed: " + failure;
        return Optional.of("ends within the margin, at " + served.notAfter() + why);
    }
}
