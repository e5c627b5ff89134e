/**
 * Where generations and leaves are kept.
 *
 * <p>Begin at {@link dev.meshwarden.certs.store.CertificateStore}; {@link dev.meshwarden.certs.store.FileStore} is the one on disk. Keep out: when anything
 * is made anew.
 */
@NullMarked
package dev.meshwarden.certs.store;

import org.jspecify.annotations.NullMarked;
