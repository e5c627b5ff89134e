package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Break-glass: a group whose members pass a denial, and what is asked of the object that they write. Clause b of MW-GOV-003 lives
 * here because only the whole decision knows that a denial was lifted.
 */
final class BreakGlass {
    private static final String RULE = "MW-GOV-003";
    private static final String TICKET = "policy.meshwarden.io/break-glass";
    private static final String EXPIRES = "policy.meshwarden.io/break-glass-expires";
    private static final String DEFAULT_TICKET_PATTERN = "^[A-Z]+-[0-9]+$";
    private static final int LONGEST_TICKET = 128;
    private static final long DEFAULT_HOURS = 24;

    private BreakGlass() {}

    /** The use that the user may make of it; empty for users of no such group. */
    static Optional<BreakGlassUse> use(Review review, Profile profile) {
        return review.user()
                .flatMap(user ->
                        profile.breakGlassGroups().stream()
                                .filter(g -> user.groups().contains(g))
                                .findFirst())
                .map(group ->
                        new BreakGlassUse(
                                group, annotation(review, TICKET), annotation(review, EXPIRES)));
    }

    /** What is missing of ticket and expiry on an object that was let through; a deletion can carry neither. */
    static List<JudgedViolation> marks(Review review, Profile profile, BreakGlassUse use) {
        EnforcementAction action =
                profile.actionFor(RULE, "b")
                        .orElse(EnforcementAction.WARN)
                        .cappedAt(EnforcementAction.WARN);
        if (review.operation() == Operation.DELETE || action == EnforcementAction.OFF) {
            return List.of();
        }
        List<JudgedViolation> missing = new ArrayList<>();
        ticketFault(use.ticket(), profile.settings())
                .ifPresent(f -> missing.add(mark(review, action, TICKET, "ticket " + f)));
        expiryFault(use.expires(), review.now(), profile.settings())
                .ifPresent(f -> missing.add(mark(review, action, EXPIRES, "expiry " + f)));
        return missing;
    }

    private static Optional<String> ticketFault(String ticket, Obj settings) {
        if (ticket.isEmpty()) {
            return Optional.of("is missing");
        }
        String pattern =
                settings.get("ticketPattern") instanceof Str s ? s.text() : DEFAULT_TICKET_PATTERN;
        return ticket.length() <= LONGEST_TICKET && fits(pattern, ticket)
                ? Optional.empty()
                : Optional.of("is not valid");
    }

    /** A pattern that is none fits nothing: the mark is then asked for again, never taken as given. */
    private static boolean fits(String pattern, String ticket) {
        try {
            return Pattern.compile(pattern).matcher(ticket).find();
        } catch (PatternSyntaxException _) {
            return false;
        }
    }

    private static Optional<String> expiryFault(String expires, Instant now, Obj settings) {
        if (expires.isEmpty()) {
            return Optional.of("is missing");
        }
        long hours =
                settings.get("breakGlassMaxHours") instanceof Num n
                        ? n.longOr(DEFAULT_HOURS)
                        : DEFAULT_HOURS;
        try {
            Instant until = OffsetDateTime.parse(expires).toInstant();
            boolean valid = until.isAfter(now) && !until.isAfter(now.plus(Duration.ofHours(hours)));
            return valid ? Optional.empty() : Optional.of("is not valid");
        } catch (DateTimeException _) {
            return Optional.of("is not valid");
        }
    }

    private static JudgedViolation mark(
            Review review, EnforcementAction action, String annotation, String fault) {
        String namespace = review.namespace().isEmpty() ? "" : review.namespace() + "/";
        return new JudgedViolation(
                new Violation(
                        RULE,
                        "b",
                        Severity.HIGH,
                        action,
                        "Break-glass used on "
                                + namespace
                                + review.text("metadata", "name")
                                + ": "
                                + fault
                                + ".",
                        "Write a current ticket and an expiry.",
                        "/metadata/annotations/" + annotation.replace("/", "~1"),
                        Obj.EMPTY),
                action,
                "",
                "",
                List.of());
    }

    private static String annotation(Review review, String key) {
        return review.text("metadata", "annotations", key);
    }
}
