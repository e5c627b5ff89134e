package dev.meshwarden.webhook.audit.verify;

import dev.meshwarden.webhook.audit.RecordKind;
import dev.meshwarden.webhook.audit.seal.CheckpointFile;
import dev.meshwarden.webhook.audit.seal.KeyFiles;
import dev.meshwarden.webhook.audit.seal.SignedNote;
import dev.meshwarden.webhook.audit.seal.VerifierKey;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks every epoch of a data folder against public keys and anchors. Takes no lock, and may run beside the process that writes.
 */
public final class AuditVerifier {
    private final Path data;
    private final List<VerifierKey> keys;
    private final List<SignedNote> anchors;
    private final OptionalLong from;

    private AuditVerifier(
            Path data, List<VerifierKey> keys, List<SignedNote> anchors, OptionalLong from) {
        this.data = data;
        this.keys = keys;
        this.anchors = anchors;
        this.from = from;
    }

    /**
     * @param vkeys verifier strings; without any, the key in {@code DIR/keys} counts
     * @param anchorFiles checkpoints kept elsewhere, which the log must contain
     * @param from check the newest epoch only, from the segment that holds this seq on
     */
    public static Verification verify(
            Path data, List<String> vkeys, List<Path> anchorFiles, OptionalLong from) {
        List<Finding> missing = new ArrayList<>();
        List<VerifierKey> keys = keys(data, vkeys, missing);
        List<SignedNote> anchors = anchors(anchorFiles, missing);
        if (!missing.isEmpty()) {
            return new Verification(missing);
        }
        return new AuditVerifier(data, keys, anchors, from).run();
    }

    private Verification run() {
        Path folder = data.resolve("audit");
        try {
            List<Path> epochs = Epochs.in(folder);
            if (epochs.isEmpty() && anchors.isEmpty()) {
                return new Verification(
                        List.of(new Finding.Unreadable("", "no audit log below " + folder)));
            }
            List<Finding> findings = new ArrayList<>();
            for (int i = from.isPresent() ? epochs.size() - 1 : 0; i < epochs.size(); i++) {
                findings.addAll(epoch(epochs, i));
            }
            for (SignedNote anchor : anchors) {
                String log = anchor.checkpoint().origin();
                if (epochs.stream().noneMatch(e -> isOf(e, log))) {
                    findings.add(new Finding.Cut(log, anchor.checkpoint().lastSeq(), -1));
                }
            }
            return new Verification(findings);
        } catch (IOException e) {
            return new Verification(
                    List.of(new Finding.Unreadable("", "cannot read " + e.getMessage())));
        }
    }

    /** Retention may remove a segment between our look at the folder and at the file: then we look again. */
    private List<Finding> epoch(List<Path> epochs, int i) throws IOException {
        try {
            return lookAt(epochs, i);
        } catch (NoSuchFileException _) {
            return lookAt(epochs, i);
        }
    }

    private List<Finding> lookAt(List<Path> epochs, int i) throws IOException {
        Path epoch = epochs.get(i);
        List<SignedNote> its =
                anchors.stream().filter(a -> isOf(epoch, a.checkpoint().origin())).toList();
        EpochReport report =
                from.isPresent()
                        ? EpochCheck.from(epoch, keys, its, from.getAsLong())
                        : EpochCheck.whole(epoch, keys, its);
        List<Finding> findings = new ArrayList<>(report.findings());
        if (from.isEmpty() && report.end().isPresent()) {
            predecessor(epochs, i, report.log()).ifPresent(findings::add);
        }
        return findings;
    }

    /** An epoch names the one that was given up for it; a missing one was taken away. */
    private static Optional<Finding> predecessor(List<Path> epochs, int i, String log)
            throws IOException {
        List<SegmentName> segments = SegmentName.in(epochs.get(i));
        SegmentName first = segments.getFirst();
        if (first.firstSeq() > 0) {
            return Optional.empty(); // its beginning was pruned
        }
        var lines =
                SegmentLines.of(
                        first,
                        segments.size() > 1 ? Optional.of(segments.get(1)) : Optional.empty());
        String named =
                lines.next()
                                && RecordLine.read(lines.bytes(), lines.offset(), lines.length())
                                        instanceof RecordLine.Reading.Whole(RecordLine start)
                                && start.kind() == RecordKind.START
                        ? start.text("previous", "log")
                        : "";
        boolean fits = i == 0 ? named.isEmpty() : isOf(epochs.get(i - 1), named);
        return fits
                ? Optional.empty()
                : Optional.of(
                        new Finding.Tampered(
                                log,
                                0,
                                first.name(),
                                0,
                                named.isEmpty()
                                        ? "it does not name the epoch before it"
                                        : "the epoch before it, " + named + ", is missing"));
    }

    private static boolean isOf(Path epoch, String log) {
        return log.endsWith("/" + epoch.getFileName());
    }

    private static List<VerifierKey> keys(Path data, List<String> vkeys, List<Finding> missing) {
        List<VerifierKey> keys = new ArrayList<>();
        for (String vkey : vkeys) {
            VerifierKey.parse(vkey)
                    .ifPresentOrElse(
                            keys::add,
                            () ->
                                    missing.add(
                                            new Finding.Unreadable(
                                                    "", "no verifier string: " + vkey)));
        }
        if (!vkeys.isEmpty()) {
            return keys;
        }
        Path folder = data.resolve("keys");
        try {
            new KeyFiles(folder)
                    .verifier()
                    .ifPresentOrElse(
                            keys::add,
                            () ->
                                    missing.add(
                                            new Finding.Unreadable(
                                                    "",
                                                    "no public key: neither --vkey nor "
                                                            + folder.resolve("audit.pub"))));
        } catch (IOException e) {
            missing.add(new Finding.Unreadable("", String.valueOf(e.getMessage())));
        }
        return keys;
    }

    private static List<SignedNote> anchors(List<Path> files, List<Finding> missing) {
        List<SignedNote> anchors = new ArrayList<>();
        for (Path file : files) {
            try {
                CheckpointFile.parseAll(Files.readString(file))
                        .filter(notes -> !notes.isEmpty())
                        .ifPresentOrElse(
                                anchors::addAll,
                                () ->
                                        missing.add(
                                                new Finding.Unreadable(
                                                        "", file + " holds no checkpoint")));
            } catch (CharacterCodingException _) {
                missing.add(new Finding.Unreadable("", file + " holds no checkpoint"));
            } catch (IOException e) {
                missing.add(new Finding.Unreadable("", "cannot read " + e.getMessage()));
            }
        }
        return anchors;
    }
}
