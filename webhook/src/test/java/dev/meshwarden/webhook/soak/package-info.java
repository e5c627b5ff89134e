/**
 * Real server processes under load, with one fault after the other, for as long as one likes. Begin at {@code SoakTest}; run by profile
 * {@code soak}.
 */
@NullMarked
package dev.meshwarden.webhook.soak;

import org.jspecify.annotations.NullMarked;
