/**
 * Rego rules, over whichever engine runs them. In: modules or a compiled policy. Out: rules. Begin at {@link RegoRules}. Keep out:
 * Gatekeeper's form of a policy, where rules apply.
 */
@NullMarked
package dev.meshwarden.policy.regorule;

import org.jspecify.annotations.NullMarked;
