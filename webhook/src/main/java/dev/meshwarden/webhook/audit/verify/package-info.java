/**
 * Checks a log from its files alone, as anyone can who holds the public key.
 *
 * <p>Begin at {@link dev.meshwarden.webhook.audit.verify.AuditVerifier}; one epoch is {@link dev.meshwarden.webhook.audit.verify.EpochCheck}, which a start uses as
 * well to know where its log ends. Keep out: repairing anything.
 */
@NullMarked
package dev.meshwarden.webhook.audit.verify;

import org.jspecify.annotations.NullMarked;
