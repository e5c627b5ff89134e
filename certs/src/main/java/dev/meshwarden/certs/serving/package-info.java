/**
 * The TLS identity that the server shows, swapped while it serves.
 *
 * <p>Begin at {@link dev.meshwarden.certs.serving.ServingIdentity}. A candidate is checked in full by {@link
 * dev.meshwarden.certs.serving.CandidateCheck} before it replaces anything. Keep out: HTTP servers, timers.
 */
@NullMarked
package dev.meshwarden.certs.serving;

import org.jspecify.annotations.NullMarked;
