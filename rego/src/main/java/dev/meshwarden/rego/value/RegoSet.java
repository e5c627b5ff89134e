package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** A set. Looked up by hash; walked in order, which is worked out at the first walk. Compared as sorted arrays. */
public final class RegoSet implements Value, Iterable<Value> {
    public static final RegoSet EMPTY = new Builder(0).build();

    private final Table table;
    private int hash;
    private int @Nullable [] order; // benign race: every thread works out the same

    private RegoSet(Table table) {
        this.table = table;
    }

    public static Builder builder() {
        return new Builder(8);
    }

    public static Builder builder(int expected) {
        return new Builder(expected);
    }

    public static RegoSet of(Value... members) {
        Builder b = builder(members.length);
        for (Value m : members) {
            b.add(m);
        }
        return b.build();
    }

    public static RegoSet ofAll(Collection<? extends Value> members) {
        Builder b = builder(members.size());
        members.forEach(b::add);
        return b.build();
    }

    /** Every member, in no order: cheaper than sorted. */
    public void forEachUnsorted(Consumer<Value> action) {
        for (int i = 0; i < table.size; i++) {
            action.accept(table.keys[i]);
        }
    }

    public int size() {
        return table.size;
    }

    public boolean contains(Value member) {
        return table.find(member) >= 0;
    }

    /** The i-th member in order. */
    public Value at(int i) {
        return table.keys[order()[i]];
    }

    public RegoSet union(RegoSet other) {
        Builder b = toBuilder();
        for (int i = 0; i < other.table.size; i++) {
            b.add(other.table.keys[i]);
        }
        return b.build();
    }

    public RegoSet intersect(RegoSet other) {
        Builder b = builder(Math.min(size(), other.size()));
        for (int i = 0; i < table.size; i++) {
            if (other.contains(table.keys[i])) {
                b.add(table.keys[i]);
            }
        }
        return b.build();
    }

    public RegoSet minus(RegoSet other) {
        Builder b = builder(size());
        for (int i = 0; i < table.size; i++) {
            if (!other.contains(table.keys[i])) {
                b.add(table.keys[i]);
            }
        }
        return b.build();
    }

    /** A builder that begins with what is here. */
    public Builder toBuilder() {
        Builder b = builder(size() + 1);
        for (int i = 0; i < table.size; i++) {
            b.add(table.keys[i]);
        }
        return b;
    }

    /** The members in order. */
    public Array toArray() {
        Array.Builder b = Array.builder(size());
        for (int i : order()) {
            b.add(table.keys[i]);
        }
        return b.build();
    }

    private int[] order() {
        int[] o = order;
        if (o == null) {
            o = table.sorted();
            order = o;
        }
        return o;
    }

    /** In order. */
    @Override
    public Iterator<Value> iterator() {
        int[] o = order();
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < o.length;
            }

            @Override
            public Value next() {
                if (next >= o.length) {
                    throw new NoSuchElementException();
                }
                return table.keys[o[next++]];
            }
        };
    }

    @Override
    public int rank() {
        return 6;
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof RegoSet s)) {
            return Integer.compare(6, other.rank());
        }
        int shared = Math.min(size(), s.size());
        for (int i = 0; i < shared; i++) {
            int c = at(i).compareTo(s.at(i));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(size(), s.size());
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof RegoSet s) || size() != s.size() || hashCode() != s.hashCode()) {
            return false;
        }
        for (int i = 0; i < table.size; i++) {
            if (!s.contains(table.keys[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = 6;
            for (int i = 0; i < table.size; i++) {
                h += Table.spread(table.keys[i].hashCode());
            }
            hash = h;
        }
        return h;
    }

    /** As Rego text: {@code {1, 2}}, {@code set()}. */
    @Override
    public String toString() {
        return RegoText.of(this);
    }

    /** Collects members. Confined to one thread; used once. */
    public static final class Builder {
        private final Table table;

        private Builder(int expected) {
            table = new Table(expected);
        }

        /** Whether the member is new. */
        public boolean add(Value member) {
            if (table.find(member) >= 0) {
                return false;
            }
            table.append(member);
            return true;
        }

        /** Every member, in no order: cheaper than sorted. */
        public void forEachUnsorted(Consumer<Value> action) {
            for (int i = 0; i < table.size; i++) {
                action.accept(table.keys[i]);
            }
        }

        public int size() {
            return table.size;
        }

        public RegoSet build() {
            return new RegoSet(table);
        }
    }
}
