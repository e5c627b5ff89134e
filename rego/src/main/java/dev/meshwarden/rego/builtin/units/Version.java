package dev.meshwarden.rego.builtin.units;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version; a leading v is allowed, what follows a plus sign means nothing for the order.
 *
 * @param preRelease empty for a release
 * @see <a href="https://semver.org/#spec-item-11">Semantic Versioning, item 11</a>
 */
record Version(long major, long minor, long patch, String preRelease)
        implements Comparable<Version> {
    private static final String NUMBER = "(0|[1-9][0-9]{0,18})";
    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final Pattern FORM =
            Pattern.compile(
                    "v?%s\\.%s\\.%s(?:-(%s))?(?:\\+%s)?"
                            .formatted(NUMBER, NUMBER, NUMBER, IDENTIFIERS, IDENTIFIERS));
    private static final int LONGEST = 10_000;

    static Optional<Version> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        String pre = m.group(4) == null ? "" : m.group(4);
        for (String id : pre.split("\\.", -1)) {
            if (id.length() > 1 && id.startsWith("0") && isNumber(id)) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    new Version(
                            Long.parseLong(m.group(1)),
                            Long.parseLong(m.group(2)),
                            Long.parseLong(m.group(3)),
                            pre));
        } catch (NumberFormatException _) {
            return Optional.empty(); // past a long, as in OPA
        }
    }

    private static boolean isNumber(String id) {
        return !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public int compareTo(Version other) {
        int c = Long.compare(major, other.major);
        c = c != 0 ? c : Long.compare(minor, other.minor);
        c = c != 0 ? c : Long.compare(patch, other.patch);
        if (c != 0 || preRelease.equals(other.preRelease)) {
            return c;
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return preRelease.isEmpty() ? 1 : -1;
        }
        String[] mine = preRelease.split("\\.", -1);
        String[] theirs = other.preRelease.split("\\.", -1);
        for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
            int d = compareIdentifiers(mine[i], theirs[i]);
            if (d != 0) {
                return d;
            }
        }
        return Integer.compare(mine.length, theirs.length);
    }

    /** Numbers before names; numbers beyond a long are all one, as in OPA. */
    private static int compareIdentifiers(String a, String b) {
        boolean numberA = isNumber(a);
        boolean numberB = isNumber(b);
        if (numberA != numberB) {
            return numberA ? -1 : 1;
        }
        return numberA ? Long.compare(clamped(a), clamped(b)) : Integer.signum(a.compareTo(b));
    }

    private static long clamped(String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
