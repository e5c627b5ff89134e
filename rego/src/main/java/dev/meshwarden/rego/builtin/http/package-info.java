/** {@code http.send}. Begin at {@link HttpRequests}. Whatever leaves the process goes through here. */
@NullMarked
package dev.meshwarden.rego.builtin.http;

import org.jspecify.annotations.NullMarked;
