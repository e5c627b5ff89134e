/**
 * Runs plans. {@link Program} is a plan made ready, once, for any number of evaluations by any thread: a tree of steps with every name looked up.
 * Begin at {@link Program#of}; {@code Assembler} makes the steps, {@code Step} says what running one means. Keep out: how plans are
 * made, and what builtins do.
 */
@NullMarked
package dev.meshwarden.rego.interpret;

import org.jspecify.annotations.NullMarked;
