package dev.meshwarden.webhook.audit.verify;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.audit.RecordKind;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What every record of a kind must have, whatever else it carries: the part of the shipped JSON Schema that the check relies on. New fields
 * may appear; a missing or mistyped one makes the line no record. Also the arithmetic of gap records.
 */
final class RecordShape {
    private static final Map<RecordKind, Map<String, Class<? extends Value>>> REQUIRED = required();

    private RecordShape() {}

    static Optional<String> problem(RecordKind kind, Obj fields) {
        if (!RecordLine.isTime(RecordLine.text(fields, "ts"))) {
            return Optional.of("no ts");
        }
        for (var field : REQUIRED.getOrDefault(kind, Map.of()).entrySet()) {
            if (!field.getValue().isInstance(fields.get(field.getKey()))) {
                return Optional.of("no " + field.getKey());
            }
        }
        return kind == RecordKind.GAP ? gapProblem(fields) : Optional.empty();
    }

    private static Optional<String> gapProblem(Obj fields) {
        long[] sum = new long[1];
        boolean[] sound = {true};
        ((Obj) must(fields.get("by_class")))
                .forEach((name, count) -> {
                    long n = count instanceof Num c ? c.longOr(-1) : -1;
                    sound[0] &= n > 0;
                    sum[0] += n;
                });
        long lost = fields.get("lost") instanceof Num n ? n.longOr(-1) : -1;
        return sound[0] && lost == sum[0]
                ? Optional.empty()
                : Optional.of("a gap whose counts do not add up");
    }

    private static Value must(@Nullable Value value) {
        if (value == null) {
            throw new IllegalStateException("bug: a required field is missing");
        }
        return value;
    }

    private static Map<RecordKind, Map<String, Class<? extends Value>>> required() {
        Map<RecordKind, Map<String, Class<? extends Value>>> all = new LinkedHashMap<>();
        all.put(
                RecordKind.DECISION,
                Map.of(
                        "id", Str.class,
                        "hook", Obj.class,
                        "bundle", Obj.class,
                        "code", Num.class,
                        "verdict", Str.class,
                        "would_deny", Bool.class));
        all.put(
                RecordKind.START,
                Map.of("version", Str.class, "key", Str.class, "clean", Bool.class));
        all.put(RecordKind.STOP, Map.of("reason", Str.class));
        all.put(
                RecordKind.RECOVERY,
                Map.of("bytes", Num.class, "sha256", Str.class, "after_seq", Num.class));
        all.put(
                RecordKind.ROTATE,
                Map.of("closed", Obj.class, "key", Str.class, "edge", Array.class));
        all.put(
                RecordKind.GAP,
                Map.of("lost", Num.class, "by_class", Obj.class, "cause", Str.class));
        all.put(
                RecordKind.POLICY_LOAD,
                Map.of("revision", Str.class, "accepted", Bool.class, "diagnostics", Array.class));
        all.put(
                RecordKind.CONFIG,
                Map.of("what", Str.class, "from", Str.class, "to", Str.class, "by", Str.class));
        all.put(RecordKind.PAUSE, Map.of("dur_ns", Num.class));
        return Map.copyOf(all);
    }
}
