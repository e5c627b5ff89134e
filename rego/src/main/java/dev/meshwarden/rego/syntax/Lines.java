package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;

import java.util.Arrays;

/**
 * Offsets of one source as rows and columns. As in OPA a line end stands at column 0 of the line it begins, and the end of the text
 * where its last character stands.
 */
final class Lines {
    private final Source source;
    private final int[] starts;

    Lines(Source source) {
        this.source = source;
        String text = source.text();
        int[] found = new int[16];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = at + 1;
        }
        starts = Arrays.copyOf(found, count);
    }

    Location at(int start, int end) {
        String text = source.text();
        int place = start >= text.length() ? text.length() - 1 : start;
        if (place < 0) {
            return new Location(source, 1, 0, 0, 0);
        }
        boolean lineEnd = text.charAt(place) == '\n';
        int index = Arrays.binarySearch(starts, lineEnd ? place + 1 : place);
        int line = index >= 0 ? index : -index - 2;
        int column = lineEnd ? 0 : text.codePointCount(Math.min(starts[line], place), place) + 1;
        return new Location(source, line + 1, column, start, Math.max(0, end - start));
    }

    /** From a known place to an offset behind it. */
    Location until(Location start, int end) {
        return new Location(
                source,
                start.row(),
                start.column(),
                start.offset(),
                Math.max(0, end - start.offset()));
    }
}
