package dev.meshwarden.webhook.audit.verify;

import dev.meshwarden.webhook.audit.seal.Checkpoint;
import dev.meshwarden.webhook.audit.seal.CheckpointFile;
import dev.meshwarden.webhook.audit.seal.MerkleEdge;
import dev.meshwarden.webhook.audit.seal.SignedNote;
import dev.meshwarden.webhook.audit.seal.VerifierKey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The roots that were signed, by size: what the log must come to. Confined to one thread. */
final class Roots {
    private final NavigableMap<Long, List<Checkpoint>> bySize = new TreeMap<>();
    private Optional<Finding> problem = Optional.empty();
    private String origin = "";
    private long lastGoodSize;

    private Roots() {}

    static Roots of(
            CheckpointFile file, Collection<VerifierKey> keys, Collection<SignedNote> anchors) {
        var roots = new Roots();
        long size = 0;
        for (CheckpointFile.Entry entry : file.notes()) {
            Checkpoint checkpoint = entry.note().checkpoint();
            if (roots.origin.isEmpty()) {
                roots.origin = checkpoint.origin();
            }
            Optional<String> wrong = standing(entry.note(), keys);
            if (wrong.isEmpty() && !checkpoint.origin().equals(roots.origin)) {
                wrong = Optional.of("a checkpoint of another log");
            }
            if (wrong.isEmpty() && checkpoint.size() < size) {
                wrong = Optional.of("a checkpoint smaller than the one before it");
            }
            if (wrong.isPresent()) {
                roots.fail(checkpoint.lastSeq(), entry.offset(), wrong.get());
                return roots;
            }
            size = checkpoint.size();
            roots.add(checkpoint);
        }
        if (file.damage().isPresent()) {
            roots.fail(size, file.damage().get().offset(), "no checkpoint stands here");
            return roots;
        }
        for (SignedNote anchor : anchors) {
            Optional<String> wrong = standing(anchor, keys);
            if (wrong.isPresent()) {
                roots.fail(anchor.checkpoint().lastSeq(), 0, "an anchor has " + wrong.get());
                return roots;
            }
            if (roots.origin.isEmpty()) {
                roots.origin = anchor.checkpoint().origin();
            }
            roots.add(anchor.checkpoint());
        }
        return roots;
    }

    private static Optional<String> standing(SignedNote note, Collection<VerifierKey> keys) {
        return switch (note.standing(keys)) {
            case GOOD -> Optional.empty();
            case FORGED -> Optional.of("a bad signature");
            case FOREIGN -> Optional.of("a signature of a foreign key");
        };
    }

    private void add(Checkpoint checkpoint) {
        bySize.computeIfAbsent(checkpoint.size(), _ -> new ArrayList<>()).add(checkpoint);
    }

    private void fail(long seq, long offset, String why) {
        problem = Optional.of(new Finding.Tampered(origin, seq, CheckpointFile.NAME, offset, why));
    }

    Optional<Finding> problem() {
        return problem;
    }

    boolean isEmpty() {
        return bySize.isEmpty();
    }

    boolean isOfOtherLog(String log) {
        return !bySize.isEmpty() && !origin.equals(log);
    }

    String origin() {
        return origin;
    }

    /** How many records were signed for. */
    long signedSize() {
        return bySize.isEmpty() ? 0 : bySize.lastKey();
    }

    Instant lastTime() {
        return bySize.lastEntry().getValue().getLast().time();
    }

    /** How many records the last root covered that agreed. */
    long lastGoodSize() {
        return lastGoodSize;
    }

    /** Whether a root was signed at this size and this is it. */
    boolean agrees(MerkleEdge edge) {
        List<Checkpoint> signed = bySize.get(edge.size());
        return signed != null && signed.stream().allMatch(c -> c.root().equals(edge.root()));
    }

    /** Why the root at this size is not the one that was signed; empty when it is, or none was. */
    Optional<String> disagreement(MerkleEdge edge) {
        if (!bySize.containsKey(edge.size())) {
            return Optional.empty();
        }
        if (agrees(edge)) {
            lastGoodSize = edge.size();
            return Optional.empty();
        }
        return Optional.of("the root at seq " + (edge.size() - 1) + " is not the one signed");
    }
}
