/**
 * The caBundle that a webhook configuration must carry. Begin at {@link dev.meshwarden.certs.injection.BundleDrift}. Keep out: talking to a
 * cluster.
 */
@NullMarked
package dev.meshwarden.certs.injection;

import org.jspecify.annotations.NullMarked;
