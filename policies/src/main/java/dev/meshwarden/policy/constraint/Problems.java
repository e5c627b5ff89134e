package dev.meshwarden.policy.constraint;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.YamlDocument;
import dev.meshwarden.rego.value.YamlDocument.Place;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with one document, as found so far.
 *
 * <p>Threading: confined to the reading thread.
 */
public final class Problems {
    private final Source source;
    private final YamlDocument document;
    private final Location whole;
    private final Code code;
    private final List<Diagnostic> found = new ArrayList<>();

    private Problems(Source source, YamlDocument document, Location whole, Code code) {
        this.source = source;
        this.document = document;
        this.whole = whole;
        this.code = code;
    }

    /** Of a document whose nodes know where they stand. */
    public static Problems of(Source source, YamlDocument document, Code code) {
        return new Problems(source, document, new Location(source, 1, 1, 0, 0), code);
    }

    /** Of a value that stands at one place as a whole. */
    public static Problems at(Location place, Code code) {
        var nowhere = new YamlDocument(Null.NULL, Map.of(), Map.of());
        return new Problems(place.source(), nowhere, place, code);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Sorted by place. */
    public List<Diagnostic> sorted() {
        return found.stream().sorted(Diagnostic.ORDER).toList();
    }

    void atValue(String pointer, String message, String hint) {
        found.add(new Diagnostic(code, message, valuePlace(pointer), hint));
    }

    void atKey(String pointer, String message, String hint) {
        found.add(new Diagnostic(code, message, keyPlace(pointer), hint));
    }

    /** Where a value stands; the nearest place above it where it stands nowhere. */
    Location valuePlace(String pointer) {
        for (String at = pointer; ; at = above(at)) {
            Place place = document.places().get(at);
            if (place != null) {
                return location(place);
            }
            if (at.isEmpty()) {
                return whole;
            }
        }
    }

    private Location keyPlace(String pointer) {
        Place place = document.keyPlaces().get(pointer);
        return place == null ? valuePlace(pointer) : location(place);
    }

    private static String above(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    private Location location(Place place) {
        int lineStart = 0;
        for (int row = 1; row < place.row(); row++) {
            int end = source.text().indexOf('\n', lineStart);
            if (end < 0) {
                break;
            }
            lineStart = end + 1;
        }
        String line = source.line(place.row());
        int units = unitsOf(line, place.column() - 1);
        return new Location(
                source, place.row(), place.column(), lineStart + units, wordLength(line, units));
    }

    private static int unitsOf(String line, int codePoints) {
        return codePoints <= line.codePointCount(0, line.length())
                ? line.offsetByCodePoints(0, Math.max(0, codePoints))
                : line.length();
    }

    private static int wordLength(String line, int from) {
        int end = from;
        while (end < line.length() && " :,]}#".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return end - from;
    }
}
