package dev.meshwarden.webhook.report;

import dev.meshwarden.policy.suite.FixtureResult;
import dev.meshwarden.rego.tester.TestResult;

import java.util.List;

/** What a run of tests came to: Rego tests first, then verdict fixtures. */
public record TestReport(List<TestResult> tests, List<FixtureResult> cases) {
    public TestReport {
        tests = List.copyOf(tests);
        cases = List.copyOf(cases);
    }

    /** How many came out so. */
    public record Totals(int passed, int failed, int skipped, int errors) {
        int all() {
            return passed + failed + skipped + errors;
        }
    }

    public boolean isEmpty() {
        return tests.isEmpty() && cases.isEmpty();
    }

    public boolean allPassed() {
        return tests.stream().noneMatch(TestResult::isBad)
                && cases.stream().allMatch(FixtureResult::passed);
    }

    /** A test over cases counts as its cases. */
    Totals totals() {
        int passed = 0;
        int failed = 0;
        int skipped = 0;
        int errors = 0;
        for (TestResult test : tests) {
            switch (test.outcome()) {
                case SKIPPED -> skipped++;
                case ERROR -> errors++;
                case PASS, FAIL -> {
                    if (test.cases().isEmpty()) {
                        passed += test.isBad() ? 0 : 1;
                        failed += test.isBad() ? 1 : 0;
                    } else {
                        long good = test.cases().values().stream().filter(b -> b).count();
                        passed += (int) good;
                        failed += test.cases().size() - (int) good;
                    }
                }
            }
        }
        int goodCases = (int) cases.stream().filter(FixtureResult::passed).count();
        return new Totals(passed + goodCases, failed + cases.size() - goodCases, skipped, errors);
    }
}
