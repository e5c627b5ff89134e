/** {@code rego.*}: modules parsed at run time, shown as OPA shows syntax trees. Begin at {@link RegoBuiltins}. */
@NullMarked
package dev.meshwarden.rego.builtin.rego;

import org.jspecify.annotations.NullMarked;
