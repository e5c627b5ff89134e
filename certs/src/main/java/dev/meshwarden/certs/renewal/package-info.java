/**
 * When something must be made anew: pure functions of certificates, settings and the time handed in.
 *
 * <p>Begin at {@link dev.meshwarden.certs.renewal.RenewalChecks} for leaves and {@link dev.meshwarden.certs.renewal.GenerationSchedule} for authorities.
 * Keep out: clocks, files, signing.
 */
@NullMarked
package dev.meshwarden.certs.renewal;

import org.jspecify.annotations.NullMarked;
