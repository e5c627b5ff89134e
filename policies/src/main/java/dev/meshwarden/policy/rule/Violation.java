package dev.meshwarden.policy.rule;

import dev.meshwarden.rego.value.Obj;

/**
 * One thing wrong with the object, as the rule reports it, before constraints, exemptions and enforcement mode.
 *
 * @param clause letter, empty for none
 * @param action the rule's own action for this violation; a constraint may change it
 * @param fix what the author does about it; the rule's own sentence unless this violation has a better one
 * @param path JSON pointer into the object; empty for the whole of it
 */
public record Violation(
        String rule,
        String clause,
        Severity severity,
        EnforcementAction action,
        String message,
        String fix,
        String path,
        Obj details) {}
