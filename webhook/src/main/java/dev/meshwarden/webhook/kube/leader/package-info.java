/** Who of the replicas does what only one may do. Begin at {@link dev.meshwarden.webhook.kube.leader.LeaderElection}. */
@NullMarked
package dev.meshwarden.webhook.kube.leader;

import org.jspecify.annotations.NullMarked;
