package dev.meshwarden.webhook.kube.registration;

/**
 * One way in which a live configuration is not what it must be.
 *
 * @param configuration its name
 * @param entry full name of the entry; empty where the configuration as a whole differs
 * @param field such as {@code failurePolicy} or {@code caBundle}; {@code missing} and {@code foreign} for whole entries and configurations
 * @param live what is there, shortened
 * @param wanted what must be there, shortened
 */
public record Drift(String configuration, String entry, String field, String live, String wanted) {
    /** Nothing there. */
    public static final String MISSING = "missing";

    /** An entry that nobody of ours wrote. */
    public static final String FOREIGN = "foreign";

    /** What the API server trusts. */
    public static final String CA_BUNDLE = "caBundle";

    /** For a record or a log. */
    public String text() {
        String at = entry.isEmpty() ? configuration : configuration + "/" + entry;
        return at + " " + field;
    }
}
