package dev.meshwarden.policy.exemption;

import dev.meshwarden.policy.constraint.Fit;
import dev.meshwarden.policy.constraint.Match;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Obj;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A dated exception: violations that somebody answers for until a day.
 *
 * @param rules ids, or {@code id/clause} for one clause of a rule
 * @param paths JSON pointers; a violation at or below one of them is covered; none: at any path
 * @param owner who answers for it
 * @param until the first instant at which it no longer counts: a day is covered to its end, UTC
 * @param at where {@code spec.rules} stands
 * @param document as written
 */
public record Exemption(
        String name,
        List<String> rules,
        Match match,
        List<String> paths,
        String owner,
        String reason,
        Instant until,
        Location at,
        Obj document) {
    public Exemption {
        rules = List.copyOf(rules);
        paths = List.copyOf(paths);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(until);
    }

    /**
     * Whether it covers a violation, its date aside. A match that depends on an unknown namespace covers nothing.
     *
     * @param namespace the object of the review's namespace; empty when unknown
     */
    public boolean covers(Violation violation, Review review, Optional<Obj> namespace) {
        return names(violation)
                && (paths.isEmpty()
                        || paths.stream().anyMatch(p -> isAtOrBelow(violation.path(), p)))
                && match.fits(review, namespace) == Fit.YES;
    }

    private boolean names(Violation violation) {
        return rules.contains(violation.rule())
                || (!violation.clause().isEmpty()
                        && rules.contains(violation.rule() + "/" + violation.clause()));
    }

    private static boolean isAtOrBelow(String path, String top) {
        return path.equals(top) || path.startsWith(top + "/");
    }
}
