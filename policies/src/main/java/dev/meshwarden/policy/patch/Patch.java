package dev.meshwarden.policy.patch;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An ordered list of JSON-Patch operations that apply all or none.
 *
 * @param id names the patch in records: rule id, and a suffix where a rule proposes several
 * @param ops the first is a {@code test} on the value that the patch was computed from
 */
public record Patch(String id, List<Op> ops) {
    public Patch {
        ops = List.copyOf(ops);
    }

    /**
     * One operation of RFC 6902.
     *
     * @param op add, remove, replace, move, copy or test
     * @param path JSON pointer
     * @param from JSON pointer for move and copy, else empty
     * @param value for add, replace and test, else null
     */
    public record Op(String op, String path, String from, @Nullable Value value) {
        /** As RFC 6902 writes it. */
        public Obj asValue() {
            Obj.Builder fields = Obj.builder(3).put("op", op).put("path", path);
            if (!from.isEmpty()) {
                fields.put("from", from);
            }
            return value == null ? fields.build() : fields.put("value", value).build();
        }
    }
}
