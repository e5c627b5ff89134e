/**
 * Keys, certificates and their PEM form: the profiles that we issue by, and what one keyed certificate is.
 *
 * <p>Begin at {@link dev.meshwarden.certs.pki.CaProfile} and {@link dev.meshwarden.certs.pki.LeafProfile}. Keep out: files, dates of rotation, TLS
 * contexts.
 */
@NullMarked
package dev.meshwarden.certs.pki;

import org.jspecify.annotations.NullMarked;
