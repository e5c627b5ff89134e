package dev.meshwarden.policy.profile;

import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Obj;

import java.util.Optional;

/**
 * What a profile says of one rule, or of one of its clauses.
 *
 * @param action empty: the rule's own
 * @param parameters stand over the rule's defaults, key by key
 * @param at where it is said
 */
public record RuleSetting(Optional<EnforcementAction> action, Obj parameters, Location at) {}
