/**
 * Regular expressions, through re2j: linear time, Go's syntax. Begin at {@link RegexBuiltins}. Keep out: globs, but for the question whether two globs of {@code regex.globs_match} meet.
 */
@NullMarked
package dev.meshwarden.rego.builtin.regex;

import org.jspecify.annotations.NullMarked;
