/**
 * What the program can be told: every key of {@code meshwarden.yaml} with its default, and the reader that refuses what it does
 * not know. Keep out: acting on any of it.
 */
@NullMarked
package dev.meshwarden.webhook.config;

import org.jspecify.annotations.NullMarked;
