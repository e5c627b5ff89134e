/**
 * What a cluster is given to run Meshwarden: the Kubernetes objects of an installation, as YAML. Begin at {@link
 * dev.meshwarden.webhook.kube.manifests.Installation}. Pure: nothing here talks to a cluster. Keep out: the webhook configurations, which the
 * running process renders for itself.
 */
@NullMarked
package dev.meshwarden.webhook.kube.manifests;

import org.jspecify.annotations.NullMarked;
