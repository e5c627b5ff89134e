package dev.meshwarden.rego.builtin.time;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.time.LayoutPart.Element;

import java.time.LocalDateTime;
import java.time.YearMonth;

/** Reads a time by a layout, as leniently and with the same complaints as Go; the answer is in UTC. */
final class LayoutReader {
    private final String layout;
    private final String value;
    private final FieldReader fields;

    private LayoutReader(String layout, String value) {
        this.layout = layout;
        this.value = value;
        this.fields = new FieldReader(value);
    }

    static LocalDateTime read(String layout, String value) {
        return new LayoutReader(layout, value).read();
    }

    private LocalDateTime read() {
        var parts = new Layout(layout);
        var found = new FoundTime();
        while (true) {
            LayoutPart part = parts.next();
            if (!fields.skip(part.before())) {
                throw cannot(fields.rest(), part.before());
            }
            if (part.element() == Element.END) {
                if (!fields.rest().isEmpty()) {
                    throw wrong(": extra text: " + quote(fields.rest()));
                }
                return finished(found);
            }
            String hold = fields.rest();
            try {
                read(part, parts, found);
            } catch (FieldReader.OutOfRange e) {
                throw wrong(": " + e.what() + " out of range");
            } catch (FieldReader.Unreadable _) {
                throw cannot(hold, part.text()); // the sentence says all there is
            }
        }
    }

    private void read(LayoutPart part, Layout parts, FoundTime found) {
        switch (part.element()) {
            case END -> throw new IllegalStateException("bug: read past the end");
            case YEAR -> {
                int year = fields.signed(2);
                found.year = year + (year >= 69 ? 1900 : 2000);
            }
            case LONG_YEAR -> found.year = fields.year();
            case MONTH -> found.month = fields.word(Names.MONTHS, 3) + 1;
            case LONG_MONTH -> found.month = fields.word(Names.MONTHS, 99) + 1;
            case NUMBER_MONTH, ZERO_MONTH ->
                    found.month =
                            fields.number(part.element() == Element.ZERO_MONTH, 1, 12, "month");
            case WEEKDAY -> fields.word(Names.DAYS, 3);
            case LONG_WEEKDAY -> fields.word(Names.DAYS, 99);
            case DAY, UNDER_DAY, ZERO_DAY -> {
                fields.spaces(part.element() == Element.UNDER_DAY ? 1 : 0);
                found.day = fields.number(part.element() == Element.ZERO_DAY, 0, 99, "day");
            }
            case UNDER_YEAR_DAY, ZERO_YEAR_DAY -> {
                fields.spaces(part.element() == Element.UNDER_YEAR_DAY ? 2 : 0);
                found.yearDay = fields.threeDigits(part.element() == Element.ZERO_YEAR_DAY);
            }
            case HOUR -> found.hour = fields.number(false, 0, 23, "hour");
            case HOUR_12, ZERO_HOUR_12 ->
                    found.hour =
                            fields.number(part.element() == Element.ZERO_HOUR_12, 0, 12, "hour");
            case MINUTE, ZERO_MINUTE ->
                    found.minute =
                            fields.number(part.element() == Element.ZERO_MINUTE, 0, 59, "minute");
            case SECOND, ZERO_SECOND -> {
                found.second =
                        fields.number(part.element() == Element.ZERO_SECOND, 0, 59, "second");
                Element next = parts.peek().element();
                boolean wanted = next == Element.FRACTION || next == Element.FRACTION_TRIMMED;
                if (!wanted && fields.fractionDigits() > 0) {
                    found.nano = fields.fraction(fields.fractionDigits());
                }
            }
            case FRACTION -> found.nano = fields.fraction(part.digits());
            case FRACTION_TRIMMED -> {
                if (fields.fractionDigits() > 0) {
                    found.nano = fields.fraction(fields.fractionDigits());
                }
            }
            case PM, SMALL_PM -> {
                boolean pm = fields.afternoon(part.element() == Element.PM);
                found.pm |= pm;
                found.am |= !pm;
            }
            case ZONE -> found.zone(fields.zone(part.text()));
            case ZONE_NAME -> found.zoneName(fields.zoneName());
        }
    }

    private LocalDateTime finished(FoundTime found) {
        if (found.yearDay >= 0) {
            String wrong = found.useYearDay();
            if (!wrong.isEmpty()) {
                throw wrong(": " + wrong);
            }
        }
        int month = found.month < 0 ? 1 : found.month;
        int day = found.day < 0 ? 1 : found.day;
        if (day < 1 || day > YearMonth.of(found.year, month).lengthOfMonth()) {
            throw wrong(": day out of range");
        }
        return LocalDateTime.of(found.year, month, day, found.hour24(), found.minute, found.second)
                .withNano(found.nano)
                .minusSeconds(found.offsetSeconds());
    }

    private BuiltinError cannot(String part, String element) {
        return wrong(
                " as " + quote(layout) + ": cannot parse " + quote(part) + " as " + quote(element));
    }

    private BuiltinError wrong(String what) {
        return BuiltinError.failed("parsing time " + quote(value) + what);
    }

    /** In double quotes, all that is not printable ASCII byte by byte. */
    static String quote(String text) {
        var out = new StringBuilder("\"");
        for (byte b : text.getBytes(UTF_8)) {
            if (b < ' ') {
                out.append("\\x%02x".formatted(b & 0xFF));
            } else {
                out.append(b == '"' || b == '\\' ? "\\" : "").append((char) b);
            }
        }
        return out.append('"').toString();
    }
}
