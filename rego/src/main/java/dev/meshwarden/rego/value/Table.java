package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * Keys in the order they came, with an open-addressing index over them; what objects and sets share. Small ones are searched one by one, and a
 * tree replaces the index where many keys have one hash.
 */
final class Table {
    private static final int LINEAR = 8;

    /** Keys of one hash from which on somebody has chosen them: the index gives way to a tree. */
    private static final int CHOSEN = 64;

    Value[] keys;
    int size;
    private @Nullable TreeMap<Value, Integer> tree;
    private int @Nullable [] index;

    Table(int expected) {
        keys = new Value[Math.max(4, expected)];
    }

    /** Where the key stands, or -1. */
    int find(Value key) {
        int hash = key.hashCode();
        int[] slots = index;
        if (slots == null) {
            TreeMap<Value, Integer> sorted = tree;
            return sorted == null ? search(key, hash) : sorted.getOrDefault(key, -1);
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

    private int search(Value key, int hash) {
        for (int i = 0; i < size; i++) {
            Value k = keys[i];
            if (k == key || (k.hashCode() == hash && k.equals(key))) {
                return i;
            }
        }
        return -1;
    }

    /** Appends a key that is not there yet; returns its place. */
    int append(Value key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size++] = key;
        TreeMap<Value, Integer> sorted = tree;
        if (sorted != null) {
            sorted.put(key, size - 1);
        } else if (size > LINEAR) {
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
        index = slots;
        for (int i = 0; i < size && tree == null; i++) {
            insert(slots, i);
        }
    }

    private void insert(int[] slots, int i) {
        int mask = slots.length - 1;
        int hash = keys[i].hashCode();
        int at = spread(hash) & mask;
        int alike = 0;
        while (slots[at] != 0) {
            if (keys[slots[at] - 1].hashCode() == hash && ++alike == CHOSEN) {
                grow();
                return;
            }
            at = (at + 1) & mask;
        }
        slots[at] = i + 1;
    }

    /** Hashes are of no use any more, order is. */
    private void grow() {
        var sorted = new TreeMap<Value, Integer>();
        for (int i = 0; i < size; i++) {
            sorted.put(keys[i], i);
        }
        tree = sorted;
        index = null;
    }

    static int spread(int hash) {
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
