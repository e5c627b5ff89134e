/** What Istio's resource definitions know: fields, enumerations, and combinations that istiod refuses. Begin at {@link FieldTables}. */
@NullMarked
package dev.meshwarden.policy.library.schema;

import org.jspecify.annotations.NullMarked;
