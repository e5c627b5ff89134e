/**
 * Strings: searching, cutting, replacing, formatting. Begin at {@link StringBuiltins}. Everything counts code points, and strings that
 * are not UTF-8 keep their bytes. Keep out: patterns, which have families of their own.
 */
@NullMarked
package dev.meshwarden.rego.builtin.strings;

import org.jspecify.annotations.NullMarked;
