package dev.meshwarden.certs.serving;

import java.time.Instant;

/**
 * An authority behind the serving certificate, as metrics name it.
 *
 * @param id the first 16 hex digits of its public key's SHA-256
 * @param phase where it stands in its life; {@code external} for someone else's
 */
public record CaSeen(String id, String phase, Instant notAfter) {}
