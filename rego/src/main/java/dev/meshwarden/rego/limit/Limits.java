package dev.meshwarden.rego.limit;

import java.time.Duration;

/**
 * What one evaluation may use; exceeding any of it halts the evaluation with the limit's name.
 *
 * @param deadline wall time from the start of the evaluation, by the monotonic clock
 * @param steps loop turns and calls
 * @param callDepth nested calls of rules and functions
 * @param builtDepth nesting of a value that a policy builds
 * @param builtBytes everything that a policy builds, as memory, whether it is still needed or not
 * @param resultBytes the result, as JSON
 * @param stringBytes one string that a policy builds, in UTF-8
 * @param elements members of one collection that a policy builds
 * @param digits decimal digits of one number
 * @param regexInstructions size of one compiled regular expression
 */
public record Limits(
        Duration deadline,
        long steps,
        int callDepth,
        int builtDepth,
        long builtBytes,
        int resultBytes,
        int stringBytes,
        int elements,
        int digits,
        int regexInstructions) {
    /** The defaults of the product. */
    public static final Limits STANDARD =
            new Limits(
                    Duration.ofSeconds(10),
                    10_000_000,
                    1_000,
                    1_000,
                    64L << 20,
                    1 << 20,
                    8 << 20,
                    1_000_000,
                    100_000,
                    10_000);

    public Limits {
        if (deadline.isNegative() || steps < 1 || callDepth < 1 || builtDepth < 1) {
            throw new IllegalArgumentException("a limit must be positive");
        }
    }

    public Limits withDeadline(Duration time) {
        return new Limits(
                time,
                steps,
                callDepth,
                builtDepth,
                builtBytes,
                resultBytes,
                stringBytes,
                elements,
                digits,
                regexInstructions);
    }

    public Limits withSteps(long most) {
        return new Limits(
                deadline,
                most,
                callDepth,
                builtDepth,
                builtBytes,
                resultBytes,
                stringBytes,
                elements,
                digits,
                regexInstructions);
    }

    public Limits withResultBytes(int most) {
        return new Limits(
                deadline,
                steps,
                callDepth,
                builtDepth,
                builtBytes,
                most,
                stringBytes,
                elements,
                digits,
                regexInstructions);
    }

    public Limits withBuiltBytes(long most) {
        return new Limits(
                deadline,
                steps,
                callDepth,
                builtDepth,
                most,
                resultBytes,
                stringBytes,
                elements,
                digits,
                regexInstructions);
    }
}
