/**
 * {@code http.send}: the one way for a policy to reach another machine over HTTP. Begin at {@link HttpBuiltins}; whom requests may
 * reach is {@link ListedHosts}.
 */
@NullMarked
package dev.meshwarden.rego.builtin.http;

import org.jspecify.annotations.NullMarked;
