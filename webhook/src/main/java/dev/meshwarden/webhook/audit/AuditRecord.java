package dev.meshwarden.webhook.audit;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.audit.seal.Hash;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One record before it has its place in the log. Immutable. The writer adds {@code log}, {@code prev} and {@code seq}; everything else is rendered here, by the
 * thread that made it, as canonical JSON: keys sorted, integers only, no spaces.
 */
public final class AuditRecord {
    /** Longest record in bytes, without the line feed. */
    public static final int MOST_BYTES = 60_000;

    /** What {@code log}, {@code prev} and {@code seq} may add. */
    static final int PLACE_BYTES = 1_000;

    private final RecordKind kind;
    private final RecordClass recordClass;
    private final String id;
    private final Obj fields;
    private final byte[][] parts;

    private AuditRecord(
            RecordKind kind, RecordClass recordClass, String id, Obj fields, byte[][] parts) {
        this.kind = kind;
        this.recordClass = recordClass;
        this.id = id;
        this.fields = fields;
        this.parts = parts;
    }

    /** The record of one decision; over-long ones are cut as {@link RecordLimits} says. */
    public static AuditRecord of(Review review, Decision decision, Delivery delivery) {
        return DecisionRecord.of(review, decision, delivery);
    }

    /** The record of a call that came to no decision: shed, or failed. */
    public static AuditRecord ofFailure(FailedCall call) {
        return DecisionRecord.of(call);
    }

    static AuditRecord of(
            RecordKind kind, RecordClass recordClass, String id, Instant at, Obj fields) {
        Obj whole =
                RecordLimits.fit(
                        fields.with("v", Num.of(1))
                                .with("kind", Str.of(kind.text()))
                                .with("ts", Str.of(Timestamps.text(at))));
        return new AuditRecord(kind, recordClass, id, whole, render(whole));
    }

    /** The same decision, whose answer did not wait for it. */
    AuditRecord late(String answered) {
        Obj error =
                Obj.of("class", Str.of("late"))
                        .with("msg", Str.of("answered before this was durable: " + answered));
        Obj whole = RecordLimits.fit(fields.with("err", error));
        return new AuditRecord(kind, recordClass, id, whole, render(whole));
    }

    /** The line as it stands in the log, without the line feed. */
    byte[] line(String log, long seq, Hash prev) {
        byte[] logField = field("log", Str.of(log), ',');
        byte[] prevField = field("prev", Str.of(prev.base64()), ',');
        byte[] seqField = field("seq", Num.of(seq), ',');
        int length = 2 + logField.length + prevField.length + seqField.length;
        for (byte[] part : parts) {
            length += part.length;
        }
        var line = new byte[length];
        line[0] = '{';
        int at = 1;
        for (byte[] part :
                new byte[][] {
                    parts[0], logField, parts[1], prevField, parts[2], seqField, parts[3]
                }) {
            System.arraycopy(part, 0, line, at, part.length);
            at += part.length;
        }
        line[at] = '}';
        return line;
    }

    /** The fields that sort before {@code log}, before {@code prev}, before {@code seq}, and behind it; {@code ts} and {@code v} are always behind it. */
    private static byte[][] render(Obj fields) {
        var texts = new StringBuilder[4];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new StringBuilder();
        }
        fields.forEach((key, value) -> {
            String name = ((Str) key).text();
            int part =
                    name.compareTo("log") < 0
                            ? 0
                            : name.compareTo("prev") < 0 ? 1 : name.compareTo("seq") < 0 ? 2 : 3;
            texts[part]
                    .append(JsonWriter.toJson(key))
                    .append(':')
                    .append(JsonWriter.toJson(value))
                    .append(',');
        });
        texts[3].setLength(texts[3].length() - 1);
        var parts = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            parts[i] = texts[i].toString().getBytes(StandardCharsets.UTF_8);
        }
        return parts;
    }

    private static byte[] field(String name, Value value, char end) {
        return ("\"" + name + "\":" + JsonWriter.toJson(value) + end)
                .getBytes(StandardCharsets.UTF_8);
    }

    public RecordKind kind() {
        return kind;
    }

    public RecordClass recordClass() {
        return recordClass;
    }

    /** The decision's id; empty for other kinds. */
    public String id() {
        return id;
    }

    /** All fields but {@code log}, {@code prev} and {@code seq}. */
    public Obj fields() {
        return fields;
    }

    /** About how much the queue holds on to. */
    int weightBytes() {
        int weight = PLACE_BYTES;
        for (byte[] part : parts) {
            weight += 3 * part.length; // rendered, and as values
        }
        return weight;
    }
}
