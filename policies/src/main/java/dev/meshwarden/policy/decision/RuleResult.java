package dev.meshwarden.policy.decision;

/**
 * How one rule fared.
 *
 * @param nanos spent asking it, all constraints together
 */
public record RuleResult(String rule, Outcome outcome, long nanos) {
    /** Of several answers of one rule the last in this order counts. */
    public enum Outcome {
        /** Not judged: switched off here, or something it needs is missing. */
        SKIP,
        PASS,
        FAIL,
        ERROR,
        TIMEOUT;

        public String text() {
            return switch (this) {
                case SKIP -> "skip";
                case PASS -> "pass";
                case FAIL -> "fail";
                case ERROR -> "error";
                case TIMEOUT -> "timeout";
            };
        }
    }
}
