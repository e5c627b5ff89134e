/**
 * The file system as the log uses it, narrow enough that a test can make every call fail.
 *
 * <p>Begin at {@link dev.meshwarden.webhook.audit.disk.Disk}. Keep out: what is written.
 */
@NullMarked
package dev.meshwarden.webhook.audit.disk;

import org.jspecify.annotations.NullMarked;
