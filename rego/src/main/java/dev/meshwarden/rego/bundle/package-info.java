/**
 * A policy bundle in OPA's layout, read from a folder or a {@code .tar.gz} archive. Begin at {@link BundleReader}. Keep out: parsing
 * Rego, checking signatures, writing anything to disk.
 */
@NullMarked
package dev.meshwarden.rego.bundle;

import org.jspecify.annotations.NullMarked;
