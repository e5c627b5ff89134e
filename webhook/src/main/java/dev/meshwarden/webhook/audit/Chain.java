package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.seal.Hash;
import dev.meshwarden.webhook.audit.seal.MerkleEdge;

/**
 * Where a log stands: its tree and its last leaf. Gives each record its place.
 *
 * <p>Threading: confined to the writer.
 */
final class Chain {
    private final String log;
    private final MerkleEdge edge;
    private Hash prev;

    Chain(String log, MerkleEdge edge, Hash prev) {
        this.log = log;
        this.edge = edge;
        this.prev = prev;
    }

    static Chain empty(String log) {
        return new Chain(log, MerkleEdge.empty(), Hash.ZERO);
    }

    Chain copy() {
        return new Chain(log, edge.copy(), prev);
    }

    /**
     * A record at its place.
     *
     * @param line without line feed
     */
    @SuppressWarnings("ArrayRecordComponent") // goes to the disk once and is never compared
    record Placed(byte[] line, long seq, Hash leaf) {}

    Placed place(AuditRecord record) {
        long seq = edge.size();
        byte[] line = record.line(log, seq, prev);
        Hash leaf = Hash.leaf(line, 0, line.length);
        edge.append(leaf);
        prev = leaf;
        return new Placed(line, seq, leaf);
    }

    String log() {
        return log;
    }

    long nextSeq() {
        return edge.size();
    }

    MerkleEdge edge() {
        return edge;
    }
}
