package dev.meshwarden.policy.rule;

import dev.meshwarden.policy.patch.Patch;

import java.util.List;

/** One rule's reply to a review. */
public sealed interface Answer {
    Answer CLEAN = new Checked(List.of(), List.of(), List.of());

    /**
     * The rule was judged.
     *
     * @param patches repairs it proposes, whether opted into or not
     * @param open clauses that could not be judged
     */
    record Checked(List<Violation> violations, List<Patch> patches, List<OpenClause> open)
            implements Answer {
        public Checked {
            violations = List.copyOf(violations);
            patches = List.copyOf(patches);
            open = List.copyOf(open);
        }
    }

    /** The rule as a whole could not be judged. */
    record NotChecked(Unchecked reason) implements Answer {}

    /** One clause that could not be judged. */
    record OpenClause(String clause, Unchecked reason) {}
}
