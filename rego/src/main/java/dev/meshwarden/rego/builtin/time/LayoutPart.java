package dev.meshwarden.rego.builtin.time;

/**
 * One element of a layout and the plain text in front of it.
 *
 * @param text the element as it stands in the layout; empty at the layout's end
 * @param digits of a fraction of a second
 */
record LayoutPart(String before, Element element, String text, int digits) {
    /** What an element stands for, by the example it is written as. */
    enum Element {
        END,
        LONG_MONTH,
        MONTH,
        NUMBER_MONTH,
        ZERO_MONTH,
        LONG_WEEKDAY,
        WEEKDAY,
        DAY,
        UNDER_DAY,
        ZERO_DAY,
        UNDER_YEAR_DAY,
        ZERO_YEAR_DAY,
        HOUR,
        HOUR_12,
        ZERO_HOUR_12,
        MINUTE,
        ZERO_MINUTE,
        SECOND,
        ZERO_SECOND,
        LONG_YEAR,
        YEAR,
        PM,
        SMALL_PM,
        ZONE_NAME,
        ZONE,
        FRACTION,
        FRACTION_TRIMMED
    }
}
