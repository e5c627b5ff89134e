package dev.meshwarden.rego.runtime;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
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

    /** How deep a value nests, as far as a limit: a scalar is 0. */
    public static int depth(Value value, int limit) {
        if (limit <= 0) {
            return 0;
        }
        int deepest = 0;
        switch (value) {
            case Array a -> {
                for (int i = 0; i < a.size(); i++) {
                    deepest = Math.max(deepest, 1 + depth(a.at(i), limit - 1));
                }
            }
            case Obj o -> {
                for (int i = 0; i < o.size(); i++) {
                    deepest = Math.max(deepest, 1 + depth(o.keyAt(i), limit - 1));
                    deepest = Math.max(deepest, 1 + depth(o.valueAt(i), limit - 1));
                }
            }
            case RegoSet s -> {
                for (int i = 0; i < s.size(); i++) {
                    deepest = Math.max(deepest, 1 + depth(s.at(i), limit - 1));
                }
            }
            default -> {}
        }
        return deepest;
    }

    /** A size with that of a value added, as JSON without spaces; stops counting behind a limit. */
    public static int addSize(Value value, int size, int limit) {
        if (size > limit) {
            return size;
        }
        return switch (value) {
            case Null _ -> size + 4;
            case Bool _ -> size + 5;
            case Num n -> size + n.text().length();
            case Str s -> size + s.bytes().length + 2;
            case Array a -> {
                int sum = size + 2;
                for (int i = 0; i < a.size() && sum <= limit; i++) {
                    sum = addSize(a.at(i), sum + 1, limit);
                }
                yield sum;
            }
            case RegoSet s -> {
                int sum = size + 2;
                for (int i = 0; i < s.size() && sum <= limit; i++) {
                    sum = addSize(s.at(i), sum + 1, limit);
                }
                yield sum;
            }
            case Obj o -> {
                int sum = size + 2;
                for (int i = 0; i < o.size() && sum <= limit; i++) {
                    sum = addSize(o.keyAt(i), sum + 2, limit);
                    sum = addSize(o.valueAt(i), sum, limit);
                }
                yield sum;
            }
        };
    }
}
