/**
 * {@code graphql.*}: documents parsed into gqlparser's tree as JSON, and checked as it checks them. Begin at {@link GraphqlBuiltins}.
 * Keep out: execution.
 */
@NullMarked
package dev.meshwarden.rego.builtin.graphql;

import org.jspecify.annotations.NullMarked;
