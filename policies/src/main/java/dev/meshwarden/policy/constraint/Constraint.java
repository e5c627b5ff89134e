package dev.meshwarden.policy.constraint;

import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Obj;

import java.util.Optional;

/**
 * Where a rule applies, with which parameters, and what its violations lead to. Of several that cover a review each is judged with
 * its own parameters. A rule that no constraint covers applies by its own metadata and the profile.
 *
 * @param rule the rule's id
 * @param action empty: each violation keeps the rule's own
 * @param parameters stand over the rule's defaults and the profile's, key by key
 * @param onError empty: the profile's
 * @param at where {@code spec.rule} stands
 * @param document as written; what the policy revision is made of
 */
public record Constraint(
        String name,
        String rule,
        Optional<EnforcementAction> action,
        Match match,
        Obj parameters,
        Optional<OnError> onError,
        Location at,
        Obj document) {}
