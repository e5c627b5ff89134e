package dev.meshwarden.webhook.audit.seal;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a Merkle tree (RFC 6962): the roots of its complete subtrees, largest first, one for each bit set in the size.
 * Enough to go on and to know the root, however many leaves came before.
 *
 * <p>Threading: confined to one thread.
 */
public final class MerkleEdge {
    private static final Hash EMPTY_ROOT = Hash.of(new byte[0]);

    private final List<Hash> subtrees;
    private long size;

    private MerkleEdge(List<Hash> subtrees, long size) {
        this.subtrees = subtrees;
        this.size = size;
    }

    public static MerkleEdge empty() {
        return new MerkleEdge(new ArrayList<>(), 0);
    }

    /** Of a tree of that many leaves; refused when a tree of that size has another number of subtrees. */
    public static MerkleEdge of(long size, List<Hash> subtrees) {
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException(
                    "a tree of " + size + " leaves has no edge of " + subtrees.size() + " hashes");
        }
        return new MerkleEdge(new ArrayList<>(subtrees), size);
    }

    public MerkleEdge copy() {
        return new MerkleEdge(new ArrayList<>(subtrees), size);
    }

    public void append(Hash leaf) {
        Hash carried = leaf;
        for (long bits = size; (bits & 1) == 1; bits >>= 1) {
            carried = Hash.node(subtrees.removeLast(), carried);
        }
        subtrees.add(carried);
        size++;
    }

    public Hash root() {
        if (size == 0) {
            return EMPTY_ROOT;
        }
        Hash root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Hash.node(subtrees.get(i), root);
        }
        return root;
    }

    public long size() {
        return size;
    }

    public List<Hash> subtrees() {
        return List.copyOf(subtrees);
    }
}
