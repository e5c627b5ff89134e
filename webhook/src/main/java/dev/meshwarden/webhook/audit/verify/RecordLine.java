package dev.meshwarden.webhook.audit.verify;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.ReadOptions;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.audit.RecordKind;
import dev.meshwarden.webhook.audit.Timestamps;
import dev.meshwarden.webhook.audit.seal.Hash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of the log, read back.
 *
 * @param leaf over the line as it stands
 * @param prev as the record says it
 */
public record RecordLine(
        long seq, String log, RecordKind kind, String ts, Hash prev, Hash leaf, Obj fields) {
    /** The version that this program writes and understands. */
    public static final int VERSION = 1;

    /** Doubled keys need no look: the leaf hash is over the line, and what was signed has none. */
    private static final JsonReader READER =
            new JsonReader(new ReadOptions(32, 1_024, 1 << 20, 40, false));

    /** What a line came to. */
    public sealed interface Reading {
        /** A record of this version. */
        record Whole(RecordLine line) implements Reading {}

        /** Of a version that is newer than this program. */
        record Newer(long version) implements Reading {}

        /** No record. */
        record Broken(String why) implements Reading {}
    }

    /** Reads one line, given without its line feed. */
    public static Reading read(byte[] bytes, int from, int length) {
        Value value;
        try {
            value = READER.parse(Arrays.copyOfRange(bytes, from, from + length));
        } catch (MalformedText e) {
            return new Reading.Broken("no JSON: " + e.reason());
        }
        if (!(value instanceof Obj fields)) {
            return new Reading.Broken("no JSON object");
        }
        if (!(fields.get("v") instanceof Num v) || !v.isLong() || v.longOr(0) < 1) {
            return new Reading.Broken("no version");
        }
        if (v.longOr(0) > VERSION) {
            return new Reading.Newer(v.longOr(0));
        }
        Optional<RecordKind> kind =
                Arrays.stream(RecordKind.values())
                        .filter(k -> k.text().equals(text(fields, "kind")))
                        .findFirst();
        if (kind.isEmpty()) {
            return new Reading.Broken("of no known kind");
        }
        if (!(fields.get("seq") instanceof Num seq) || !seq.isLong() || seq.longOr(-1) < 0) {
            return new Reading.Broken("no seq");
        }
        Hash prev;
        try {
            prev = Hash.parse(text(fields, "prev"));
        } catch (IllegalArgumentException _) {
            return new Reading.Broken("no prev");
        }
        Optional<String> wrong = RecordShape.problem(kind.get(), fields);
        if (wrong.isPresent()) {
            return new Reading.Broken(wrong.get());
        }
        return new Reading.Whole(
                new RecordLine(
                        seq.longOr(-1),
                        text(fields, "log"),
                        kind.get(),
                        text(fields, "ts"),
                        prev,
                        Hash.leaf(bytes, from, length),
                        fields));
    }

    /** The edge that a {@code rotate} record carries; empty when it is no edge. */
    Optional<List<Hash>> edge() {
        if (!(fields.get("edge") instanceof Array hashes)) {
            return Optional.empty();
        }
        List<Hash> edge = new ArrayList<>();
        for (Value hash : hashes) {
            try {
                edge.add(Hash.parse(hash instanceof Str s ? s.text() : ""));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return Optional.of(edge);
    }

    /** A number at a path; -1 when there is none. */
    public long number(String... path) {
        Value value = at(path);
        return value instanceof Num n ? n.longOr(-1) : -1;
    }

    /** A text at a path; empty when there is none. */
    public String text(String... path) {
        return at(path) instanceof Str s ? s.text() : "";
    }

    private Value at(String... path) {
        Value here = fields;
        for (String name : path) {
            Value inner = here instanceof Obj o ? o.get(name) : null;
            if (inner == null) {
                return Obj.EMPTY;
            }
            here = inner;
        }
        return here;
    }

    static String text(Obj fields, String name) {
        return fields.get(name) instanceof Str s ? s.text() : "";
    }

    static boolean isTime(String text) {
        return text.length() == 30 && Timestamps.parse(text).isPresent();
    }
}
