/**
 * The two webhook configurations: which entries the loaded policies need, how they are written down, how a live one differs, and the
 * leader's loop that keeps them so. Begin at {@link dev.meshwarden.webhook.kube.registration.WantedEntries}; what is written is {@link
 * dev.meshwarden.webhook.kube.registration.WebhookConfigurations}. Keep out: the rows themselves, which the admission path shares.
 */
@NullMarked
package dev.meshwarden.webhook.kube.registration;

import org.jspecify.annotations.NullMarked;
