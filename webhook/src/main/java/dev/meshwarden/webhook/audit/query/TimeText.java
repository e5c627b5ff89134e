package dev.meshwarden.webhook.audit.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time as people write them: {@code yesterday}, {@code today}, {@code now}, {@code 30d} (ago), a date, or RFC 3339. */
public final class TimeText {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhdw])");

    private TimeText() {}

    /** Empty when the text is no time. Days begin in {@code zone}. */
    public static Optional<Instant> parse(String text, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return switch (text) {
            case "now" -> Optional.of(now);
            case "today" -> Optional.of(today.atStartOfDay(zone).toInstant());
            case "yesterday" -> Optional.of(today.minusDays(1).atStartOfDay(zone).toInstant());
            default -> ago(text, now).or(() -> date(text, zone)).or(() -> instant(text));
        };
    }

    private static Optional<Instant> ago(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (!ago.matches()) {
            return Optional.empty();
        }
        long n = Long.parseLong(ago.group(1));
        return Optional.of(
                now.minus(
                        switch (ago.group(2)) {
                            case "s" -> Duration.ofSeconds(n);
                            case "m" -> Duration.ofMinutes(n);
                            case "h" -> Duration.ofHours(n);
                            case "d" -> Duration.ofDays(n);
                            default -> Duration.ofDays(7 * n);
                        }));
    }

    private static Optional<Instant> date(String text, ZoneId zone) {
        try {
            return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
