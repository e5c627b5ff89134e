package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.source.Location;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one test came out.
 *
 * @param packagePath {@code data} in front
 * @param error why it could not be judged; empty unless the outcome is {@link Outcome#ERROR}
 * @param output what it printed, line by line
 * @param cases of a test over cases: each name, and whether it passed
 */
public record TestResult(
        String packagePath,
        String name,
        Location at,
        Outcome outcome,
        String error,
        Duration took,
        List<String> output,
        Map<String, Boolean> cases) {
    /** What became of a test. */
    public enum Outcome {
        PASS,
        FAIL,
        SKIPPED,
        ERROR
    }

    public TestResult {
        output = List.copyOf(output);
        cases = Collections.unmodifiableMap(new TreeMap<>(cases));
    }

    /** {@code data.pkg.test_x}. */
    public String fullName() {
        return packagePath + "." + name;
    }

    public boolean isBad() {
        return outcome == Outcome.FAIL || outcome == Outcome.ERROR;
    }
}
