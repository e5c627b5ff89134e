package dev.meshwarden.rego.runtime;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Documents with something put into them. */
public final class Documents {
    private Documents() {}

    /** With a value under a path; what is in the way and is no object is replaced by one. */
    public static Value upsert(@Nullable Value document, List<Str> path, Value value) {
        return upsert(document, path, 0, value);
    }

    private static Value upsert(@Nullable Value document, List<Str> path, int from, Value value) {
        if (from == path.size()) {
            return value;
        }
        Obj object = document instanceof Obj o ? o : Obj.EMPTY;
        Str key = path.get(from);
        return object.with(key, upsert(object.get(key), path, from + 1, value));
    }

    /** Base with overlay merged in: objects under the same key are merged, otherwise base stays. */
    public static Value merge(Value base, Value overlay) {
        if (!(base instanceof Obj b) || !(overlay instanceof Obj o)) {
            return base;
        }
        if (o.size() == 0) {
            return b;
        }
        if (b.size() == 0) {
            return o;
        }
        Obj.Builder merged = b.toBuilder();
        for (int i = 0; i < o.size(); i++) {
            Value key = o.keyAt(i);
            Value mine = b.get(key);
            merged.put(key, mine == null ? o.valueAt(i) : merge(mine, o.valueAt(i)));
        }
        return merged.build();
    }
}
