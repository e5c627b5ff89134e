package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Violation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A violation and what it comes to.
 *
 * @param action after constraint, exemption and every cap; {@code audit} for an exempted one
 * @param constraint that brought the rule to bear; empty when none did
 * @param exemption that covers it; empty for none
 * @param caps what lowered the action, in order
 */
public record JudgedViolation(
        Violation violation,
        EnforcementAction action,
        String constraint,
        String exemption,
        List<Cap> caps) {
    /** Strongest first, then by severity, rule, clause and path. */
    public static final Comparator<JudgedViolation> ORDER =
            Comparator.comparing(JudgedViolation::action)
                    .thenComparing(v -> v.violation().severity())
                    .reversed()
                    .thenComparing(v -> v.violation().rule())
                    .thenComparing(v -> v.violation().clause())
                    .thenComparing(v -> v.violation().path())
                    .thenComparing(v -> v.violation().message())
                    .thenComparing(JudgedViolation::constraint);

    public JudgedViolation {
        caps = List.copyOf(caps);
    }

    public boolean isExempted() {
        return !exemption.isEmpty();
    }

    JudgedViolation cappedAt(EnforcementAction most, Cap why) {
        if (action.compareTo(most) <= 0) {
            return this;
        }
        List<Cap> all = new ArrayList<>(caps);
        all.add(why);
        return new JudgedViolation(violation, most, constraint, exemption, all);
    }

    JudgedViolation exemptedBy(String name) {
        return new JudgedViolation(
                violation, action.cappedAt(EnforcementAction.AUDIT), constraint, name, caps);
    }

    /** {@code MW-TLS-005/a /spec/tls: message Fix: fix}, on one line. */
    public String line() {
        var line = new StringBuilder(violation.rule());
        if (!violation.clause().isEmpty()) {
            line.append('/').append(violation.clause());
        }
        if (!violation.path().isEmpty()) {
            line.append(' ').append(violation.path());
        }
        line.append(": ").append(violation.message());
        if (!violation.fix().isEmpty()) {
            line.append(" Fix: ").append(violation.fix());
        }
        return line.toString();
    }
}
