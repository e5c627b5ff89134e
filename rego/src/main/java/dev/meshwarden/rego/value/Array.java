package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** An array, ordered element by element, then by length. */
public final class Array implements Value, Iterable<Value> {
    public static final Array EMPTY = new Array(new Value[0]);

    private final Value[] items;
    private int hash;

    private Array(Value[] items) {
        this.items = items;
    }

    public static Array of(Value... items) {
        return items.length == 0 ? EMPTY : new Array(items.clone());
    }

    public static Array ofList(List<? extends Value> items) {
        return items.isEmpty() ? EMPTY : new Array(items.toArray(new Value[0]));
    }

    public static Builder builder() {
        return new Builder(8);
    }

    public static Builder builder(int expected) {
        return new Builder(expected);
    }

    public int size() {
        return items.length;
    }

    /** Counted from 0; refused outside the array. */
    public Value at(int index) {
        return items[index];
    }

    /** The element at a Rego index; null, that is undefined, unless it is a whole number inside the array. */
    public @Nullable Value get(Value index) {
        if (index instanceof Num n && n.isInteger()) {
            long i = n.longOr(-1);
            return i >= 0 && i < items.length ? items[(int) i] : null;
        }
        return null;
    }

    /** Elements from (included) to (excluded). */
    public Array slice(int from, int to) {
        return from >= to ? EMPTY : new Array(Arrays.copyOfRange(items, from, to));
    }

    public Array plus(Array other) {
        if (items.length == 0) {
            return other;
        }
        if (other.items.length == 0) {
            return this;
        }
        Value[] all = Arrays.copyOf(items, items.length + other.items.length);
        System.arraycopy(other.items, 0, all, items.length, other.items.length);
        return new Array(all);
    }

    /** An unmodifiable view. */
    public List<Value> asList() {
        return List.of(items);
    }

    @Override
    public Iterator<Value> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < items.length;
            }

            @Override
            public Value next() {
                if (next >= items.length) {
                    throw new NoSuchElementException();
                }
                return items[next++];
            }
        };
    }

    @Override
    public int rank() {
        return 4;
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof Array a)) {
            return Integer.compare(4, other.rank());
        }
        int shared = Math.min(items.length, a.items.length);
        for (int i = 0; i < shared; i++) {
            int c = items[i].compareTo(a.items[i]);
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(items.length, a.items.length);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Array a
                        && hashCode() == a.hashCode()
                        && Arrays.equals(items, a.items));
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = 4;
            for (Value item : items) {
                h = Integer.rotateLeft((h ^ item.hashCode()) * 0x9E3779B1, 13);
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

    /** Collects elements in order. Confined to one thread; used once. */
    public static final class Builder {
        private Value[] items;
        private int size;

        private Builder(int expected) {
            items = new Value[Math.max(4, expected)];
        }

        public Builder add(Value item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, size * 2);
            }
            items[size++] = item;
            return this;
        }

        public int size() {
            return size;
        }

        public Array build() {
            return size == 0 ? EMPTY : new Array(Arrays.copyOf(items, size));
        }
    }
}
