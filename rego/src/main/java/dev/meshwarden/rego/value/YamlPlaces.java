package dev.meshwarden.rego.value;

import org.snakeyaml.engine.v2.events.Event;

import java.util.HashMap;
import java.util.Map;

/**
 * Notes where the nodes of a document stand, by JSON pointer. Notes no more once the pointers come to 32 Mi characters, which only a
 * text made to do so reaches; whoever asks then falls back to the nearest node above.
 */
final class YamlPlaces {
    /** The pointer of nodes that have none, such as keys. */
    static final String NOWHERE = "\0";

    private static final int MOST_CHARACTERS = 32 << 20;

    private final boolean wanted;
    private final Map<String, YamlDocument.Place> nodes = new HashMap<>();
    private final Map<String, YamlDocument.Place> keys = new HashMap<>();
    private int left = MOST_CHARACTERS;

    YamlPlaces(boolean wanted) {
        this.wanted = wanted;
    }

    void startDocument() {
        nodes.clear();
        keys.clear();
    }

    String child(String pointer, int index) {
        return skip(pointer) ? NOWHERE : spend(pointer + '/' + index);
    }

    String child(String pointer, String key) {
        if (skip(pointer)) {
            return NOWHERE;
        }
        return spend(pointer + '/' + key.replace("~", "~0").replace("/", "~1"));
    }

    private boolean skip(String pointer) {
        return !wanted || left < pointer.length() || pointer.equals(NOWHERE);
    }

    private String spend(String pointer) {
        left -= pointer.length();
        return pointer;
    }

    void node(String pointer, Event event) {
        if (wanted && !pointer.equals(NOWHERE)) {
            nodes.put(pointer, YamlEvents.place(event.getStartMark()));
        }
    }

    void key(String pointer, Event event) {
        if (wanted && !pointer.equals(NOWHERE)) {
            keys.put(pointer, YamlEvents.place(event.getStartMark()));
        }
    }

    YamlDocument document(Value value) {
        return new YamlDocument(value, nodes, keys);
    }
}
