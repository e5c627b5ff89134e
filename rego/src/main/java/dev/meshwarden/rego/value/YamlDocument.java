package dev.meshwarden.rego.value;

import java.util.Map;

/**
 * One YAML document and where its nodes stand.
 *
 * @param places JSON pointer of each node (the root is the empty string) to its row and column, both from 1; a member's place is
 *     that of its value, for a block mapping or sequence that of its first entry
 * @param keyPlaces JSON pointer of each mapping member to the row and column of its key
 */
public record YamlDocument(Value value, Map<String, Place> places, Map<String, Place> keyPlaces) {
    /** Row and column, both from 1; columns count code points. */
    public record Place(int row, int column) {}

    public YamlDocument {
        places = Map.copyOf(places);
        keyPlaces = Map.copyOf(keyPlaces);
    }
}
