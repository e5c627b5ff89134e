package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.review.Phase;

/**
 * The entry of a webhook configuration that called, as the path names it: {@code /validate/<entry>}, {@code /mutate/<entry>}.
 *
 * @param name empty on the bare path
 */
public record Entry(String name, Phase phase) {
    /** Longest name a webhook entry can have. */
    private static final int LONGEST = 253;

    /** What a failed call means for the write. */
    public enum FailMode {
        /** {@code failurePolicy: Fail}: the write is refused. */
        CLOSED,
        /** {@code failurePolicy: Ignore}: the write is admitted. */
        OPEN;

        public String text() {
            return this == CLOSED ? "closed" : "open";
        }
    }

    public Entry {
        if (!isName(name)) {
            throw new IllegalArgumentException("not the name of an entry");
        }
    }

    /** Whether this can be the name of an entry: lower-case letters, digits, dashes and dots. */
    public static boolean isName(String name) {
        return name.length() <= LONGEST
                && name.chars()
                        .allMatch(c ->
                                (c >= 'a' && c <= 'z')
                                        || (c >= '0' && c <= '9')
                                        || c == '-'
                                        || c == '.');
    }

    /** What its row gives the entry; the bare path and unknown names count as closed, mutation always fails open. */
    public FailMode failMode() {
        return switch (phase) {
            case MUTATE -> FailMode.OPEN;
            case VALIDATE, OFFLINE ->
                    EntryTable.find(name).map(EntryRow::failMode).orElse(FailMode.CLOSED);
        };
    }

    /** Whether this is the entry that proves that calls arrive. */
    public boolean isCanary() {
        return phase == Phase.VALIDATE && name.equals(EntryTable.CANARY);
    }

    /** For metrics, where every value must be known beforehand. */
    public String label() {
        return name.isEmpty() || EntryTable.find(name).isPresent() ? name : "other";
    }
}
