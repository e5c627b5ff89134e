/** {@code uri.*}, as Go's net/url reads addresses. Begin at {@link UriBuiltins}. */
@NullMarked
package dev.meshwarden.rego.builtin.uri;

import org.jspecify.annotations.NullMarked;
