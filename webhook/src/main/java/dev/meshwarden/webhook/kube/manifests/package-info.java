/**
 * What a cluster is given to run Meshwarden: the Kubernetes objects of an installation, as YAML. Begin at {@link
 * dev.meshwarden.webhook.kube.manifests.Installation}. Pure: nothing here talks to a cluster. Keep out: what the
 * running process writes by itself.
 */
@NullMarked
package dev.meshwarden.webhook.kube.manifests;

import org.jspecify.annotations.NullMarked;
