/**
 * The audit log: one record for each decision, durable before the answer leaves, chained and sealed so that a lost or changed one shows.
 *
 * <p>Begin at {@link dev.meshwarden.webhook.audit.AuditLog#append} and {@link dev.meshwarden.webhook.audit.AuditRecord}. Hashes and signatures are in
 * {@code seal}, the file system in {@code disk}, the check of a whole log in {@code verify}, questions to it in {@code query}. Keep out: what an answer is when
 * its record cannot be written; admission rules on that.
 */
@NullMarked
package dev.meshwarden.webhook.audit;

import org.jspecify.annotations.NullMarked;
