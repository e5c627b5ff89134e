/** {@code io.jwt.*}. Begin at {@link JwtBuiltins}. Keep out: certificates as structs, which are the family x509's. */
@NullMarked
package dev.meshwarden.rego.builtin.jwt;

import org.jspecify.annotations.NullMarked;
