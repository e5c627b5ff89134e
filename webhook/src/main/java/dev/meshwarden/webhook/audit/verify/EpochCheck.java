package dev.meshwarden.webhook.audit.verify;

import dev.meshwarden.webhook.audit.RecordKind;
import dev.meshwarden.webhook.audit.seal.CheckpointFile;
import dev.meshwarden.webhook.audit.seal.Hash;
import dev.meshwarden.webhook.audit.seal.MerkleEdge;
import dev.meshwarden.webhook.audit.seal.SignedNote;
import dev.meshwarden.webhook.audit.seal.VerifierKey;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Checks one epoch, line by line in order: seq, chain, shape, and the root at every size that a checkpoint or an anchor names. The
 * first thing that is wrong ends the check.
 *
 * <p>Checkpoints are read before the segments, so a log that grows meanwhile is never short of them.
 *
 * <p>Threading: one check, one thread, once.
 */
public final class EpochCheck {
    private final Collection<VerifierKey> keys;
    private final Roots roots;
    private final List<Finding> gaps = new ArrayList<>();

    private String log = "";
    private MerkleEdge edge = MerkleEdge.empty();
    private @Nullable Seen last;
    private long prunedTo = -1;
    private long sealedPrunedTo = -1;
    private long firstSeq;

    /** A line with its place. */
    private record Seen(RecordLine line, SegmentName segment, long offset, long end) {}

    private EpochCheck(Collection<VerifierKey> keys, Roots roots) {
        this.keys = keys;
        this.roots = roots;
    }

    /** The whole epoch, its beginning included unless it was pruned. */
    public static EpochReport whole(
            Path folder, Collection<VerifierKey> keys, Collection<SignedNote> anchors)
            throws IOException {
        return from(folder, keys, anchors, 0);
    }

    /** From the segment that holds {@code seq} on; the edge in its first record stands for what comes before. */
    public static EpochReport from(
            Path folder, Collection<VerifierKey> keys, Collection<SignedNote> anchors, long seq)
            throws IOException {
        CheckpointFile checkpoints = CheckpointFile.read(folder);
        Roots roots = Roots.of(checkpoints, keys, anchors);
        List<SegmentName> segments = SegmentName.in(folder);
        int first = 0;
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).firstSeq() <= seq) {
                first = i;
            }
        }
        return new EpochCheck(keys, roots).run(segments, first);
    }

    private EpochReport run(List<SegmentName> segments, int first) throws IOException {
        if (roots.problem().isPresent()) {
            return stop(roots.problem().get());
        }
        if (segments.isEmpty()) {
            return stop(cut());
        }
        for (int i = first; i < segments.size(); i++) {
            SegmentName segment = segments.get(i);
            Optional<SegmentName> next =
                    i + 1 < segments.size() ? Optional.of(segments.get(i + 1)) : Optional.empty();
            Optional<Finding> wrong = segment(segment, next, i == first);
            if (wrong.isPresent()) {
                return stop(wrong.get());
            }
        }
        boolean whole = first == 0;
        if (whole && firstSeq > 0 && sealedPrunedTo < firstSeq - 1) {
            return stop(
                    new Finding.Tampered(
                            log,
                            0,
                            segments.getFirst().name(),
                            0,
                            "the beginning is missing, and no sealed record says that it was"
                                    + " pruned"));
        }
        return end(segments.getLast());
    }

    private Optional<Finding> segment(
            SegmentName segment, Optional<SegmentName> next, boolean isFirst) throws IOException {
        var lines = SegmentLines.of(segment, next);
        if (last != null && segment.firstSeq() > edge.size()) {
            return Optional.of(cut());
        }
        boolean atBeginning = true;
        while (lines.next()) {
            switch (RecordLine.read(lines.bytes(), lines.offset(), lines.length())) {
                case RecordLine.Reading.Newer(long version) -> {
                    return Optional.of(
                            new Finding.Unreadable(
                                    log,
                                    segment.name()
                                            + ":"
                                            + lines.offset()
                                            + " is of version "
                                            + version
                                            + ", this program knows "
                                            + RecordLine.VERSION));
                }
                case RecordLine.Reading.Broken(String why) -> {
                    return Optional.of(broken(segment, lines, why));
                }
                case RecordLine.Reading.Whole(RecordLine line) -> {
                    var seen =
                            new Seen(
                                    line,
                                    segment,
                                    lines.offset(),
                                    lines.offset() + lines.length() + 1L);
                    Optional<Finding> wrong =
                            atBeginning && isFirst ? begin(seen) : follow(seen, lines, atBeginning);
                    if (wrong.isEmpty()) {
                        wrong = foreignKey(seen);
                    }
                    if (wrong.isPresent()) {
                        return wrong;
                    }
                    accept(seen);
                }
            }
            atBeginning = false;
        }
        if (lines.missing() > 0) {
            return Optional.of(cut());
        }
        if (next.isPresent() && lines.tornBytes() > 0) {
            return Optional.of(
                    new Finding.Tampered(
                            log,
                            edge.size(),
                            segment.name(),
                            lines.end(),
                            "bytes without a line feed that are not at the end of the log"));
        }
        return Optional.empty();
    }

    /** The first line that is looked at. */
    private Optional<Finding> begin(Seen seen) {
        RecordLine line = seen.line;
        firstSeq = seen.segment.firstSeq();
        log = line.log();
        if (line.seq() != firstSeq) {
            return Optional.of(tampered(seen, "its file's name says seq " + firstSeq));
        }
        if (firstSeq == 0) {
            return line.prev().equals(Hash.ZERO)
                    ? wrongName(seen)
                    : Optional.of(tampered(seen, "the first record has a predecessor"));
        }
        Optional<List<Hash>> carried =
                line.kind() == RecordKind.ROTATE ? line.edge() : Optional.empty();
        if (carried.isEmpty() || carried.get().size() != Long.bitCount(firstSeq)) {
            return Optional.of(tampered(seen, "a segment that does not begin with its tree"));
        }
        edge = MerkleEdge.of(firstSeq, carried.get());
        Optional<Finding> root = rootProblem();
        return root.isPresent() ? root : wrongName(seen);
    }

    private Optional<Finding> wrongName(Seen seen) {
        return roots.isOfOtherLog(log)
                ? Optional.of(tampered(seen, "the checkpoints are of another log"))
                : Optional.empty();
    }

    private Optional<Finding> follow(Seen seen, SegmentLines lines, boolean atBeginning) {
        RecordLine line = seen.line;
        Seen before = last;
        if (before == null) {
            throw new IllegalStateException("bug: nothing to follow");
        }
        if (line.seq() != edge.size()) {
            return Optional.of(
                    new Finding.Tampered(
                            log,
                            edge.size(),
                            seen.segment.name(),
                            seen.offset,
                            "seq " + line.seq() + " stands here"));
        }
        if (!line.log().equals(log)) {
            return Optional.of(tampered(seen, "of another log"));
        }
        if (!line.prev().equals(before.line.leaf())) {
            return Optional.of(blame(before, seen, lines));
        }
        Optional<Finding> root = rootProblem();
        if (root.isPresent()) {
            return root;
        }
        if (atBeginning) {
            if (line.kind() != RecordKind.ROTATE
                    || !line.edge().equals(Optional.of(edge.subtrees()))) {
                return Optional.of(tampered(seen, "a segment that does not begin with its tree"));
            }
        }
        return Optional.empty();
    }

    /** The key that the log itself names is only compared, never believed. */
    private Optional<Finding> foreignKey(Seen seen) {
        boolean names =
                switch (seen.line.kind()) {
                    case START, ROTATE -> true;
                    case DECISION, STOP, RECOVERY, GAP, POLICY_LOAD, CONFIG, PAUSE -> false;
                };
        return names && keys.stream().noneMatch(k -> k.text().equals(seen.line.text("key")))
                ? Optional.of(tampered(seen, "it names a foreign key"))
                : Optional.empty();
    }

    private void accept(Seen seen) {
        RecordLine line = seen.line;
        if (line.kind() == RecordKind.ROTATE && line.number("pruned", "last") >= 0) {
            prunedTo = line.number("pruned", "last");
            if (line.seq() < roots.signedSize()) {
                sealedPrunedTo = prunedTo;
            }
        }
        if (line.kind() == RecordKind.GAP) {
            gaps.add(
                    new Finding.DeclaredGap(
                            log, line.seq(), line.number("lost"), line.text("cause")));
        }
        edge.append(line.leaf());
        last = seen;
    }

    /**
     * The chain breaks between two records: which of them was changed? If the one after the second vouches for the second, the first;
     * if a checkpoint right behind the first vouches for it, the second; else the first.
     */
    private Finding blame(Seen first, Seen second, SegmentLines lines) {
        Optional<RecordLine> third = lines.peek();
        boolean secondIsVouchedFor =
                third.isPresent() && third.get().prev().equals(second.line.leaf());
        boolean firstIsVouchedFor = roots.agrees(edge) || third.isPresent();
        return !secondIsVouchedFor && firstIsVouchedFor
                ? tampered(second, "it does not follow the record before it")
                : tampered(first, "its hash is not the one that the next record names");
    }

    /** The root at this size, if it was signed. */
    private Optional<Finding> rootProblem() {
        Optional<String> disagreeing = roots.disagreement(edge);
        if (disagreeing.isEmpty()) {
            return Optional.empty();
        }
        long from = roots.lastGoodSize();
        long to = edge.size() - 1;
        Seen at = last;
        if (from == to && at != null && at.line.seq() == to) {
            return Optional.of(tampered(at, disagreeing.get()));
        }
        return Optional.of(new Finding.TamperedRange(log, from, to, disagreeing.get()));
    }

    private Finding broken(SegmentName segment, SegmentLines lines, String why) {
        Optional<Finding> root = last == null ? Optional.empty() : rootProblem();
        return root.orElseGet(
                () -> new Finding.Tampered(log, edge.size(), segment.name(), lines.offset(), why));
    }

    private Finding tampered(Seen at, String why) {
        return new Finding.Tampered(log, at.line.seq(), at.segment.name(), at.offset, why);
    }

    private Finding cut() {
        return new Finding.Cut(
                log.isEmpty() ? roots.origin() : log, roots.signedSize() - 1, edge.size() - 1);
    }

    private EpochReport stop(Finding finding) {
        return new EpochReport(
                log.isEmpty() ? roots.origin() : log, List.of(finding), Optional.empty());
    }

    private EpochReport end(SegmentName lastSegment) throws IOException {
        Seen at = last;
        if (edge.size() < roots.signedSize()) {
            return stop(cut());
        }
        Optional<Finding> root = rootProblem();
        if (root.isPresent()) {
            return stop(root.get());
        }
        if (at == null || roots.isEmpty()) {
            return stop(
                    new Finding.Tampered(
                            log, 0, CheckpointFile.NAME, 0, "there is no checkpoint at all"));
        }
        long length = at.segment.equals(lastSegment) ? at.end : 0;
        long torn = Files.size(lastSegment.file()) - length;
        List<Finding> findings = new ArrayList<>();
        long unsealed = edge.size() - roots.signedSize();
        if (unsealed > 0) {
            findings.add(new Finding.Unsealed(log, unsealed, roots.signedSize(), edge.size() - 1));
        }
        if (torn > 0) {
            findings.add(new Finding.TornTail(log, torn, lastSegment.name(), length));
        }
        if (findings.isEmpty()) {
            findings.add(new Finding.Intact(log, edge.size() - 1, roots.lastTime()));
        }
        findings.addAll(gaps);
        return new EpochReport(
                log,
                findings,
                Optional.of(
                        new EpochReport.End(
                                edge,
                                at.line.leaf(),
                                at.line.kind(),
                                at.line.ts(),
                                lastSegment.file(),
                                length,
                                torn,
                                roots.signedSize(),
                                prunedTo)));
    }
}
