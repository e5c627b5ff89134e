package dev.meshwarden.rego.builtin.time;

import dev.meshwarden.rego.builtin.time.LayoutPart.Element;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Splits one of Go's layouts, an example of how the time {@code Mon Jan 2 15:04:05 MST 2006} would be written, into its elements.
 *
 * @see <a href="https://pkg.go.dev/time#pkg-constants">Go's layouts</a>
 */
final class Layout {
    /** Longer spellings before those they begin with. */
    private static final List<String> ZONES =
            List.of(
                    "-070000",
                    "-07:00:00",
                    "-0700",
                    "-07:00",
                    "-07",
                    "Z070000",
                    "Z07:00:00",
                    "Z0700",
                    "Z07:00",
                    "Z07");

    private static final Element[] ZERO = {
        Element.ZERO_MONTH,
        Element.ZERO_DAY,
        Element.ZERO_HOUR_12,
        Element.ZERO_MINUTE,
        Element.ZERO_SECOND,
        Element.YEAR
    };

    private final String text;
    private int at;

    Layout(String text) {
        this.text = text;
    }

    /** The next element; the end, again and again, when there is none. */
    LayoutPart next() {
        LayoutPart part = peek();
        at += part.before().length() + part.text().length();
        return part;
    }

    /** The element that {@link #next} would give. */
    LayoutPart peek() {
        for (int i = at; i < text.length(); i++) {
            LayoutPart found = elementAt(i);
            if (found != null) {
                return found;
            }
        }
        return new LayoutPart(text.substring(at), Element.END, "", 0);
    }

    private @Nullable LayoutPart elementAt(int i) {
        return switch (text.charAt(i)) {
            case 'J' ->
                    is(i, "January")
                            ? part(i, Element.LONG_MONTH, 7)
                            : is(i, "Jan") && !lowerAt(i + 3) ? part(i, Element.MONTH, 3) : null;
            case 'M' ->
                    is(i, "Monday")
                            ? part(i, Element.LONG_WEEKDAY, 6)
                            : is(i, "Mon") && !lowerAt(i + 3)
                                    ? part(i, Element.WEEKDAY, 3)
                                    : is(i, "MST") ? part(i, Element.ZONE_NAME, 3) : null;
            case '0' -> {
                char c = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
                yield c >= '1' && c <= '6'
                        ? part(i, ZERO[c - '1'], 2)
                        : is(i, "002") ? part(i, Element.ZERO_YEAR_DAY, 3) : null;
            }
            case '1' -> is(i, "15") ? part(i, Element.HOUR, 2) : part(i, Element.NUMBER_MONTH, 1);
            case '2' -> is(i, "2006") ? part(i, Element.LONG_YEAR, 4) : part(i, Element.DAY, 1);
            case '_' ->
                    is(i, "_2006")
                            ? part(i + 1, Element.LONG_YEAR, 4)
                            : is(i, "_2")
                                    ? part(i, Element.UNDER_DAY, 2)
                                    : is(i, "__2") ? part(i, Element.UNDER_YEAR_DAY, 3) : null;
            case '3' -> part(i, Element.HOUR_12, 1);
            case '4' -> part(i, Element.MINUTE, 1);
            case '5' -> part(i, Element.SECOND, 1);
            case 'P' -> is(i, "PM") ? part(i, Element.PM, 2) : null;
            case 'p' -> is(i, "pm") ? part(i, Element.SMALL_PM, 2) : null;
            case '-', 'Z' -> zone(i);
            case '.', ',' -> fraction(i);
            default -> null;
        };
    }

    private @Nullable LayoutPart zone(int i) {
        for (String zone : ZONES) {
            if (is(i, zone)) {
                return part(i, Element.ZONE, zone.length());
            }
        }
        return null;
    }

    private @Nullable LayoutPart fraction(int i) {
        char digit = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        if (digit != '0' && digit != '9') {
            return null;
        }
        int end = i + 1;
        while (end < text.length() && text.charAt(end) == digit) {
            end++;
        }
        if (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            return null;
        }
        Element element = digit == '0' ? Element.FRACTION : Element.FRACTION_TRIMMED;
        return new LayoutPart(text.substring(at, i), element, text.substring(i, end), end - i - 1);
    }

    private LayoutPart part(int i, Element element, int length) {
        return new LayoutPart(text.substring(at, i), element, text.substring(i, i + length), 0);
    }

    private boolean is(int i, String word) {
        return text.startsWith(word, i);
    }

    private boolean lowerAt(int i) {
        return i < text.length() && text.charAt(i) >= 'a' && text.charAt(i) <= 'z';
    }
}
