/**
 * The rules that Rego does badly: effective state over many objects. Begin at {@link RuleCatalogue}. Keep out: where rules apply,
 * what their violations lead to.
 */
@NullMarked
package dev.meshwarden.policy.library;

import org.jspecify.annotations.NullMarked;
