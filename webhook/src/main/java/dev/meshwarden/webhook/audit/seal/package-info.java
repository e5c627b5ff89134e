/**
 * What makes a change visible: leaf and node hashes (RFC 6962), checkpoints (C2SP signed notes, Ed25519), the keys.
 *
 * <p>Begin at {@link dev.meshwarden.webhook.audit.seal.MerkleEdge} and {@link dev.meshwarden.webhook.audit.seal.SignedNote}. Keep out: records and their fields.
 */
@NullMarked
package dev.meshwarden.webhook.audit.seal;

import org.jspecify.annotations.NullMarked;
