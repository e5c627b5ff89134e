/**
 * Made-up texts for everything that reads: by grammar, by mutation of what is known, and plain bytes. Not part of the ordinary build; begin at
 * {@link EnginesFuzz}.
 */
@NullMarked
package dev.meshwarden.rego.fuzz;

import org.jspecify.annotations.NullMarked;
