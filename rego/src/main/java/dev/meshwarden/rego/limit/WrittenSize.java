package dev.meshwarden.rego.limit;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/**
 * Measures values as JSON without spaces before anything is written, and halts as soon as they are too long or nest too deeply. A value
 * that shares its parts may be far longer than the memory it takes.
 */
public final class WrittenSize {
    private final Limit limit;
    private final long most;
    private final int depth;
    private long size;

    /**
     * @param limit the one that is reached when there is more than {@code most}
     * @param depth nesting that is allowed
     */
    public WrittenSize(Limit limit, long most, int depth) {
        this.limit = limit;
        this.most = most;
        this.depth = depth;
    }

    /** Adds a value; throws {@link Halt}. */
    public void add(Value value) {
        add(value, depth);
    }

    private void add(Value value, int deeper) {
        switch (value) {
            case Null _ -> count(4);
            case Bool _ -> count(5);
            case Num n -> count(n.text().length());
            case Str s -> count(s.text().length() + 2L);
            case Array a -> {
                nest(deeper, a.size());
                for (int i = 0; i < a.size(); i++) {
                    add(a.at(i), deeper - 1);
                }
            }
            case RegoSet s -> {
                nest(deeper, s.size());
                s.forEachUnsorted(member -> add(member, deeper - 1));
            }
            case Obj o -> {
                nest(deeper, o.size() * 2L);
                o.forEachUnsorted((key, member) -> {
                    add(key, deeper - 1);
                    add(member, deeper - 1);
                });
            }
        }
    }

    private void nest(int deeper, long marks) {
        if (deeper <= 0) {
            throw new Halt(Limit.BUILT_DEPTH);
        }
        count(marks + 2);
    }

    private void count(long more) {
        size += more;
        if (size > most) {
            throw new Halt(limit);
        }
    }
}
