/**
 * What is wrong with something an author wrote, as a value that can print its own excerpt. Begin at {@link Diagnostic}, whose
 * javadoc is the guide to wording one.
 */
@NullMarked
package dev.meshwarden.rego.diagnostic;

import org.jspecify.annotations.NullMarked;
