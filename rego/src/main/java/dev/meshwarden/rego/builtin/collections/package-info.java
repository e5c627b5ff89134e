/**
 * Arrays, sets and objects: put together, cut, compared. Begin at {@link CollectionBuiltins}. Keep out: paths into documents, which json has.
 */
@NullMarked
package dev.meshwarden.rego.builtin.collections;

import org.jspecify.annotations.NullMarked;
