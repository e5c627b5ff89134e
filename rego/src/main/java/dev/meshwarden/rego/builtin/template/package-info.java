/**
 * Go's text templates over Rego values. Begin at {@link TemplateBuiltins}. What is left out: complex numbers, {@code call}, and methods,
 * which Rego values do not have. Keep out: template strings, which are Rego's own.
 */
@NullMarked
package dev.meshwarden.rego.builtin.template;

import org.jspecify.annotations.NullMarked;
