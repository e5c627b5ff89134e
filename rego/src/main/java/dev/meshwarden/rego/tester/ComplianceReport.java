package dev.meshwarden.rego.tester;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run of cases came to, counted as it goes.
 *
 * <p>Threading: confined to one thread.
 */
public final class ComplianceReport {
    private final Map<String, Count> categories = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<Failure> texts = new ArrayList<>();
    private int textsWanted;

    /** Cases that passed, of so many. */
    public record Count(int passed, int total) {
        Count plus(boolean one) {
            return new Count(passed + (one ? 1 : 0), total + 1);
        }

        @Override
        public String toString() {
            return passed + "/" + total;
        }
    }

    /** A case that came out otherwise than it should. */
    public record Failure(ComplianceCase of, String reason) {}

    public void add(ComplianceCase c, Verdict verdict) {
        Count before = categories.getOrDefault(c.category(), new Count(0, 0));
        categories.put(c.category(), before.plus(verdict.passed()));
        if (!verdict.passed()) {
            failures.add(new Failure(c, verdict.reason()));
        }
        if (c.wantError() != null) {
            textsWanted++;
            if (verdict.text() != Verdict.Text.SAME) {
                texts.add(new Failure(c, verdict.reason()));
            }
        }
    }

    /** By category, sorted by name. */
    public Map<String, Count> categories() {
        return new TreeMap<>(categories);
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Cases whose error has another text than the one wanted, failed ones among them. */
    public List<Failure> otherTexts() {
        return List.copyOf(texts);
    }

    public Count total() {
        int passed = 0;
        int total = 0;
        for (Count c : categories.values()) {
            passed += c.passed;
            total += c.total;
        }
        return new Count(passed, total);
    }

    /** Error texts that are OPA's, of so many that are wanted. */
    public Count errorTexts() {
        return new Count(textsWanted - texts.size(), textsWanted);
    }

    public boolean allPassed() {
        return failures.isEmpty();
    }
}
