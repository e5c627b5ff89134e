/** What is counted, and under which names. Begin at {@link Metrics}; names and labels are part of the product's contract. */
@NullMarked
package dev.meshwarden.webhook.metrics;

import org.jspecify.annotations.NullMarked;
