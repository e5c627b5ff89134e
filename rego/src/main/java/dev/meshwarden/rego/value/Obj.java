package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * An object: keys of any kind to values. Looked up by hash; walked in key order, which is worked out at the first walk. Compared as
 * OPA does: key and value pairs in key order, then size.
 */
public final class Obj implements Value {
    public static final Obj EMPTY = new Builder(0).build();

    private final Table table;
    private final Value[] values;
    private int hash;
    private int @Nullable [] order; // benign race: every thread works out the same

    private Obj(Table table, Value[] values) {
        this.table = table;
        this.values = values;
    }

    public static Builder builder() {
        return new Builder(8);
    }

    public static Builder builder(int expected) {
        return new Builder(expected);
    }

    public static Obj of(Map<String, ? extends Value> fields) {
        Builder b = builder(fields.size());
        fields.forEach((k, v) -> b.put(Str.of(k), v));
        return b.build();
    }

    public static Obj of(String key, Value value) {
        return builder(1).put(key, value).build();
    }

    public int size() {
        return table.size;
    }

    /** The value under a key; null, that is undefined, when it is not there. */
    public @Nullable Value get(Value key) {
        int i = table.find(key);
        return i < 0 ? null : values[i];
    }

    public @Nullable Value get(String key) {
        return get(Str.of(key));
    }

    public boolean containsKey(Value key) {
        return table.find(key) >= 0;
    }

    /** The i-th key in key order. */
    public Value keyAt(int i) {
        return table.keys[order()[i]];
    }

    /** The value of the i-th key in key order. */
    public Value valueAt(int i) {
        return values[order()[i]];
    }

    /** Every entry, in no order: cheaper than sorted. */
    public void forEachUnsorted(BiConsumer<? super Value, ? super Value> action) {
        for (int i = 0; i < table.size; i++) {
            action.accept(table.keys[i], values[i]);
        }
    }

    /** In key order. */
    public void forEach(BiConsumer<? super Value, ? super Value> action) {
        for (int i : order()) {
            action.accept(table.keys[i], values[i]);
        }
    }

    /** The keys, as a set. */
    public RegoSet keys() {
        RegoSet.Builder b = RegoSet.builder(table.size);
        for (int i : order()) {
            b.add(table.keys[i]);
        }
        return b.build();
    }

    /** With one entry put in or replaced. */
    public Obj with(Value key, Value value) {
        return toBuilder().put(key, value).build();
    }

    public Obj with(String key, Value value) {
        return with(Str.of(key), value);
    }

    /** Without one key. */
    public Obj without(Value key) {
        if (!containsKey(key)) {
            return this;
        }
        Builder b = builder(size());
        for (int i = 0; i < table.size; i++) {
            if (!table.keys[i].equals(key)) {
                b.put(table.keys[i], values[i]);
            }
        }
        return b.build();
    }

    /** A builder that begins with what is here. */
    public Builder toBuilder() {
        Builder b = builder(size() + 1);
        for (int i = 0; i < table.size; i++) {
            b.put(table.keys[i], values[i]);
        }
        return b;
    }

    private int[] order() {
        int[] o = order;
        if (o == null) {
            o = table.sorted();
            order = o;
        }
        return o;
    }

    @Override
    public int rank() {
        return 5;
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof Obj o)) {
            return Integer.compare(5, other.rank());
        }
        int shared = Math.min(size(), o.size());
        for (int i = 0; i < shared; i++) {
            int c = keyAt(i).compareTo(o.keyAt(i));
            if (c == 0) {
                c = valueAt(i).compareTo(o.valueAt(i));
            }
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(size(), o.size());
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Obj o) || size() != o.size() || hashCode() != o.hashCode()) {
            return false;
        }
        for (int i = 0; i < table.size; i++) {
            Value theirs = o.get(table.keys[i]);
            if (theirs == null || !values[i].equals(theirs)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = 5;
            for (int i = 0; i < table.size; i++) {
                h +=
                        Table.spread(
                                table.keys[i].hashCode() * 31 ^ Table.spread(values[i].hashCode()));
            }
            hash = h;
        }
        return h;
    }

    /** As JSON, sets as Rego text. */
    @Override
    public String toString() {
        return RegoText.of(this);
    }

    /** Collects entries; of one key the last value stays. Confined to one thread; used once. */
    public static final class Builder {
        private final Table table;
        private Value[] values;

        private Builder(int expected) {
            table = new Table(expected);
            values = new Value[table.keys.length];
        }

        public Builder put(Value key, Value value) {
            int i = table.find(key);
            if (i < 0) {
                i = table.append(key);
                if (i >= values.length) {
                    values = Arrays.copyOf(values, table.keys.length);
                }
            }
            values[i] = value;
            return this;
        }

        public Builder put(String key, Value value) {
            return put(Str.of(key), value);
        }

        public Builder put(String key, String value) {
            return put(Str.of(key), Str.of(value));
        }

        public @Nullable Value get(Value key) {
            int i = table.find(key);
            return i < 0 ? null : values[i];
        }

        public int size() {
            return table.size;
        }

        public Obj build() {
            return new Obj(table, values);
        }
    }
}
