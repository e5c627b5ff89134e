package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** Cases known to fail, one reason each: {@code known-gaps.yaml}. A gap that passes is an error as well: its line must go. */
public final class KnownGaps {
    private final Map<String, String> reasons;

    private KnownGaps(Map<String, String> reasons) {
        this.reasons = Map.copyOf(reasons);
    }

    /** Reads {@code gaps: [{suite, file, index, reason}]}. */
    public static KnownGaps read(String yaml) {
        Map<String, String> reasons = new HashMap<>();
        if (YamlReader.read(yaml) instanceof Obj root && root.get("gaps") instanceof Array gaps) {
            for (Value gap : gaps) {
                Obj g = (Obj) gap;
                String key = text(g, "suite") + "/" + text(g, "file") + "#" + text(g, "index");
                if (reasons.put(key, text(g, "reason")) != null) {
                    throw new IllegalArgumentException("a gap stands twice: " + key);
                }
            }
        }
        return new KnownGaps(reasons);
    }

    public int size() {
        return reasons.size();
    }

    /** What is wrong with the outcome of a case; null when nothing is. */
    public @Nullable String objection(String suite, ComplianceCase c, Verdict verdict) {
        String gap = reasons.get(suite + "/" + c.key());
        if (verdict.passed()) {
            return gap == null ? null : "passes now: strike its line in known-gaps.yaml";
        }
        return gap == null ? verdict.reason() : null;
    }

    private static String text(Obj gap, String field) {
        Value value = gap.get(field);
        if (value == null) {
            throw new IllegalArgumentException("a gap needs " + field + ": " + gap);
        }
        return value instanceof Str s ? s.text() : value.toString();
    }
}
