/**
 * IP addresses and networks as texts. Begin at {@link NetBuiltins}. Keep out: asking the network anything; names are never looked up here.
 */
@NullMarked
package dev.meshwarden.rego.builtin.net;

import org.jspecify.annotations.NullMarked;
