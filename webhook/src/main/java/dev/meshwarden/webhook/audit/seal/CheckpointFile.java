package dev.meshwarden.webhook.audit.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints of one epoch, {@code checkpoints.txt}: signed notes, an empty line after each. A last note that is not whole counts as none.
 *
 * @param notes in file order
 * @param damage the first place that holds something else; empty when there is none
 * @param length bytes up to the end of the last whole note
 */
public record CheckpointFile(List<Entry> notes, Optional<Damage> damage, long length) {
    public static final String NAME = "checkpoints.txt";

    /** A note and where it begins. */
    public record Entry(SignedNote note, long offset) {}

    /** What is no note. */
    public record Damage(long offset) {}

    public CheckpointFile {
        notes = List.copyOf(notes);
    }

    /** One note as it is appended. */
    public static byte[] block(SignedNote note) {
        return (note.text() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Of an epoch's folder; a missing file holds none. */
    public static CheckpointFile read(Path epoch) throws IOException {
        Path file = epoch.resolve(NAME);
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        List<Entry> notes = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int end = endOfBlock(bytes, from);
            if (end < 0) {
                break; // what a crash left
            }
            String text = new String(bytes, from, end - 1 - from, StandardCharsets.UTF_8);
            Optional<SignedNote> note = SignedNote.parse(text);
            if (note.isEmpty()) {
                return new CheckpointFile(notes, Optional.of(new Damage(from)), from);
            }
            notes.add(new Entry(note.get(), from));
            from = end;
        }
        return new CheckpointFile(notes, Optional.empty(), from);
    }

    /** Any text of notes, one after the other: what a person kept elsewhere. Empty when something in it is no note. */
    public static Optional<List<SignedNote>> parseAll(String text) {
        List<SignedNote> notes = new ArrayList<>();
        String rest = text.stripLeading();
        while (!rest.isEmpty()) {
            int signatures = rest.indexOf("\n\n");
            if (signatures < 0) {
                return Optional.empty();
            }
            int end = rest.indexOf("\n\n", signatures + 2);
            String one = end < 0 ? rest.stripTrailing() + "\n" : rest.substring(0, end + 1);
            Optional<SignedNote> note = SignedNote.parse(one);
            if (note.isEmpty()) {
                return Optional.empty();
            }
            notes.add(note.get());
            rest = end < 0 ? "" : rest.substring(end).stripLeading();
        }
        return Optional.of(notes);
    }

    /** Behind the second empty line from {@code from} on; -1 when the block is not whole. */
    private static int endOfBlock(byte[] bytes, int from) {
        int empty = 0;
        for (int i = from; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
                empty++;
                if (empty == 2) {
                    return i + 2;
                }
            }
        }
        return -1;
    }
}
