/**
 * Questions to the log: filters, groups, one record with its seal, what comes in. Reads only, takes no lock, ends at the last whole line.
 *
 * <p>Begin at {@link dev.meshwarden.webhook.audit.query.AuditQuery}. Keep out: proving anything; that is {@code verify}.
 */
@NullMarked
package dev.meshwarden.webhook.audit.query;

import org.jspecify.annotations.NullMarked;
