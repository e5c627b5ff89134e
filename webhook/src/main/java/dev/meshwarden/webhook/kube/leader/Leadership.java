package dev.meshwarden.webhook.kube.leader;

/**
 * Whether this replica leads. Two may believe so for a moment, so whatever a leader does must be repeatable and guarded by the
 * resource's version.
 */
public interface Leadership {
    boolean isLeader();
}
