package dev.meshwarden.webhook.audit.verify;

import dev.meshwarden.webhook.audit.RecordKind;
import dev.meshwarden.webhook.audit.seal.Hash;
import dev.meshwarden.webhook.audit.seal.MerkleEdge;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the check of one epoch found, and where the epoch ends.
 *
 * @param findings the verdict first, declared gaps after it
 * @param end empty when the check stopped before the end
 */
public record EpochReport(String log, List<Finding> findings, Optional<End> end) {
    /**
     * Where a log goes on.
     *
     * @param edge of the tree over all whole records
     * @param prev leaf of the last
     * @param last its kind
     * @param lastTs its time
     * @param segment the last file
     * @param length how much of it is whole records
     * @param tornBytes what lies behind that
     * @param signedTo how many records the last checkpoint covers
     * @param prunedTo last seq that retention removed, -1 for none
     */
    public record End(
            MerkleEdge edge,
            Hash prev,
            RecordKind last,
            String lastTs,
            Path segment,
            long length,
            long tornBytes,
            long signedTo,
            long prunedTo) {}

    public EpochReport {
        findings = List.copyOf(findings);
    }

    /** The worst of all. */
    public Grade grade() {
        return findings.stream().map(Finding::grade).max(Grade::compareTo).orElse(Grade.FINE);
    }
}
