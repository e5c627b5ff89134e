/**
 * Reads from and writes to a Kubernetes cluster: the CA's Secret, the leader's Lease, the webhook configurations. Begin at {@link
 * dev.meshwarden.webhook.kube.ClusterClient}. Keep out: deciding, and anything a process without a cluster needs.
 */
@NullMarked
package dev.meshwarden.webhook.kube;

import org.jspecify.annotations.NullMarked;
