package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Unchecked;

/**
 * A rule, or one of its clauses, that could not be judged.
 *
 * @param clause empty for the whole rule
 * @param constraint that brought the rule to bear; empty when none did
 * @param action what it comes to: {@code off} unless the rule broke or reached a limit
 */
public record UncheckedClause(
        String rule, String clause, Unchecked reason, String constraint, EnforcementAction action) {
    /** Whether the rule broke or reached a limit, rather than lacking something. */
    public boolean isError() {
        return switch (reason) {
            case Unchecked.Failed _, Unchecked.Halted _ -> true;
            case Unchecked.NeedsMesh _, Unchecked.NeedsUser _, Unchecked.NeedsSetting _ -> false;
        };
    }

    UncheckedClause cappedAt(EnforcementAction most) {
        return new UncheckedClause(rule, clause, reason, constraint, action.cappedAt(most));
    }

    /** {@code MW-TLS-005/a could not be judged: why}, on one line. */
    public String line() {
        String why =
                switch (reason) {
                    case Unchecked.Failed(var diagnostic) -> diagnostic.message();
                    case Unchecked.Halted(var limit, _) -> "the " + limit + " limit was reached";
                    case Unchecked.NeedsMesh _, Unchecked.NeedsUser _, Unchecked.NeedsSetting _ ->
                            reason.text();
                };
        return rule + (clause.isEmpty() ? "" : "/" + clause) + " could not be judged: " + why;
    }
}
