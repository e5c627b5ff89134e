package dev.meshwarden.rego.source;

import java.util.Comparator;

/**
 * A stretch of a source: where it begins and how long it is.
 *
 * @param source the text it lies in
 * @param row line, from 1
 * @param column code points into the line, from 1
 * @param offset UTF-16 units from the start of the text, from 0
 * @param length UTF-16 units, 0 for a point
 */
public record Location(Source source, int row, int column, int offset, int length)
        implements Comparable<Location> {
    private static final Source NOWHERE = new Source("", "");

    /** The place of things nobody wrote: generated variables, built-in values. */
    public static final Location NONE = new Location(NOWHERE, 0, 0, 0, 0);

    private static final Comparator<Location> ORDER =
            Comparator.comparing((Location l) -> l.source.name())
                    .thenComparingInt(Location::row)
                    .thenComparingInt(Location::column);

    /** The name of the source; empty for {@link #NONE}. */
    public String file() {
        return source.name();
    }

    /** The text at this place. */
    public String text() {
        int end = Math.min(source.text().length(), offset + length);
        return offset >= end ? "" : source.text().substring(offset, end);
    }

    /** From the start of this place to the end of another, later one in the same source. */
    public Location to(Location end) {
        return new Location(
                source, row, column, offset, Math.max(0, end.offset + end.length - offset));
    }

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:row:column}. */
    @Override
    public String toString() {
        return source.name() + ":" + row + ":" + column;
    }

    /** Places compare by where they are, never by the text around them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Location l
                && row == l.row
                && column == l.column
                && offset == l.offset
                && length == l.length
                && source.name().equals(l.source.name());
    }

    @Override
    public int hashCode() {
        return 31 * row + column;
    }
}
