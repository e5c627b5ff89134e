package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Keys in the order they came, with an open-addressing index over them; what objects and sets share. Small ones are searched one by one. */
final class Table {
    private static final int LINEAR = 8;

    Value[] keys;
    int size;
    private int @Nullable [] index;

    Table(int expected) {
        keys = new Value[Math.max(4, expected)];
    }

    /** Where the key stands, or -1. */
    int find(Value key) {
        int hash = key.hashCode();
        int[] slots = index;
        if (slots == null) {
            for (int i = 0; i < size; i++) {
                Value k = keys[i];
                if (k == key || (k.hashCode() == hash && k.equals(key))) {
                    return i;
                }
            }
            return -1;
        }
        int mask = slots.length - 1;
        for (int at = spread(hash) & mask; ; at = (at + 1) & mask) {
            int i = slots[at] - 1;
            if (i < 0) {
                return -1;
            }
            Value k = keys[i];
            if (k == key || (k.hashCode() == hash && k.equals(key))) {
                return i;
            }
        }
    }

    /** Appends a key that is not there yet; returns its place. */
    int append(Value key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size++] = key;
        if (size > LINEAR) {
            int[] slots = index;
            if (slots == null || size * 2 > slots.length) {
                rebuild();
            } else {
                insert(slots, size - 1);
            }
        }
        return size - 1;
    }

    private void rebuild() {
        int[] slots = new int[Integer.highestOneBit(Math.max(16, keys.length) * 2 - 1) * 2];
        for (int i = 0; i < size; i++) {
            insert(slots, i);
        }
        index = slots;
    }

    private void insert(int[] slots, int i) {
        int mask = slots.length - 1;
        int at = spread(keys[i].hashCode()) & mask;
        while (slots[at] != 0) {
            at = (at + 1) & mask;
        }
        slots[at] = i + 1;
    }

    private static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ (h >>> 16);
    }

    /** Places of the keys in the keys' order. */
    int[] sorted() {
        Integer[] order = new Integer[size];
        boolean inOrder = true;
        for (int i = 0; i < size; i++) {
            order[i] = i;
            inOrder = inOrder && (i == 0 || keys[i - 1].compareTo(keys[i]) < 0);
        }
        if (!inOrder) {
            Arrays.sort(order, (a, b) -> keys[a].compareTo(keys[b]));
        }
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            places[i] = order[i];
        }
        return places;
    }
}
