/** Certificates, signing requests and private keys, shown as Go's structs. Begin at {@link X509Builtins}. Keep out: ASN.1 and PEM, which are BouncyCastle's, and web tokens. */
@NullMarked
package dev.meshwarden.rego.builtin.x509;

import org.jspecify.annotations.NullMarked;
