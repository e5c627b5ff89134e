package dev.meshwarden.webhook.audit;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keeps a record under {@link AuditRecord#MOST_BYTES}. What is too long loses, in this order and only as far as needed: patch paths, violations beyond 50,
 * groups beyond 32, other lists beyond 100, long texts, and at last violations and policies beyond 5. Each list that lost entries says how many, in a
 * {@code *_truncated} beside it.
 */
final class RecordLimits {
    /** A list and how much of it may stay. */
    private record Cut(int most, List<String> path) {
        static Cut to(int most, String... path) {
            return new Cut(most, List.of(path));
        }
    }

    private static final List<List<Cut>> STEPS =
            List.of(
                    List.of(Cut.to(0, "patch", "paths")),
                    List.of(Cut.to(50, "violations")),
                    List.of(Cut.to(32, "who", "groups")),
                    List.of(
                            Cut.to(100, "policies"),
                            Cut.to(100, "unchecked"),
                            Cut.to(100, "who", "extra_keys"),
                            Cut.to(100, "patch", "dropped"),
                            Cut.to(100, "diagnostics")));
    private static final List<Cut> LAST =
            List.of(
                    Cut.to(5, "violations"),
                    Cut.to(5, "policies"),
                    Cut.to(5, "unchecked"),
                    Cut.to(5, "who", "groups"),
                    Cut.to(5, "who", "extra_keys"),
                    Cut.to(5, "patch", "dropped"),
                    Cut.to(5, "diagnostics"));
    private static final int SHORT = 256;
    private static final int SHORTEST = 64;

    private RecordLimits() {}

    static Obj fit(Obj record) {
        Obj fitting = record;
        for (List<Cut> step : STEPS) {
            if (fits(fitting)) {
                return fitting;
            }
            fitting = cut(fitting, step);
        }
        if (!fits(fitting)) {
            fitting = (Obj) clip(fitting, SHORT);
        }
        if (!fits(fitting)) {
            fitting = cut(fitting, LAST);
        }
        if (!fits(fitting)) {
            fitting = (Obj) clip(fitting, SHORTEST);
        }
        if (!fits(fitting)) {
            throw new IllegalStateException("bug: a record that no cut makes short enough");
        }
        return fitting;
    }

    private static boolean fits(Obj record) {
        String json = JsonWriter.toJson(record);
        int most = AuditRecord.MOST_BYTES - AuditRecord.PLACE_BYTES;
        return json.length() <= most && json.getBytes(StandardCharsets.UTF_8).length <= most;
    }

    private static Obj cut(Obj record, List<Cut> step) {
        Obj shorter = record;
        for (Cut one : step) {
            shorter = cut(shorter, one.path, one.most);
        }
        return shorter;
    }

    private static Obj cut(Obj record, List<String> path, int most) {
        String name = path.getFirst();
        Value inner = record.get(name);
        if (path.size() > 1) {
            return inner instanceof Obj group
                    ? record.with(name, cut(group, path.subList(1, path.size()), most))
                    : record;
        }
        if (!(inner instanceof Array list) || list.size() <= most) {
            return record;
        }
        Array.Builder kept = Array.builder();
        for (int i = 0; i < most; i++) {
            kept.add(list.at(i));
        }
        long before = record.get(name + "_truncated") instanceof Num n ? n.longOr(0) : 0;
        return record.with(name, kept.build())
                .with(name + "_truncated", Num.of(before + list.size() - most));
    }

    private static Value clip(Value value, int most) {
        return switch (value) {
            case Str s when s.text().length() > most -> {
                int end = most;
                if (Character.isHighSurrogate(s.text().charAt(end - 1))) {
                    end--;
                }
                yield Str.of(s.text().substring(0, end) + "\u2026");
            }
            case Array list -> {
                Array.Builder clipped = Array.builder();
                list.forEach(i -> clipped.add(clip(i, most)));
                yield clipped.build();
            }
            case Obj object -> {
                Obj.Builder clipped = Obj.builder();
                object.forEach((k, v) -> clipped.put(k, clip(v, most)));
                yield clipped.build();
            }
            default -> value;
        };
    }
}
