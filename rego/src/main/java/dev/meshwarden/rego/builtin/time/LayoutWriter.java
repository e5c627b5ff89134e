package dev.meshwarden.rego.builtin.time;

import java.time.ZonedDateTime;

/** Writes a time by a layout. */
final class LayoutWriter {
    private LayoutWriter() {}

    static String write(ZonedDateTime time, String text) {
        var out = new StringBuilder();
        var layout = new Layout(text);
        LayoutPart part;
        do {
            part = layout.next();
            out.append(part.before()).append(element(time, part));
        } while (part.element() != LayoutPart.Element.END);
        return out.toString();
    }

    private static String element(ZonedDateTime t, LayoutPart part) {
        int hour12 = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
        return switch (part.element()) {
            case END -> "";
            case LONG_MONTH -> Names.month(t);
            case MONTH -> Names.month(t).substring(0, 3);
            case NUMBER_MONTH -> padded(t.getMonthValue(), 0);
            case ZERO_MONTH -> padded(t.getMonthValue(), 2);
            case LONG_WEEKDAY -> Names.weekday(t);
            case WEEKDAY -> Names.weekday(t).substring(0, 3);
            case DAY -> padded(t.getDayOfMonth(), 0);
            case UNDER_DAY -> "%2d".formatted(t.getDayOfMonth());
            case ZERO_DAY -> padded(t.getDayOfMonth(), 2);
            case UNDER_YEAR_DAY -> "%3d".formatted(t.getDayOfYear());
            case ZERO_YEAR_DAY -> padded(t.getDayOfYear(), 3);
            case HOUR -> padded(t.getHour(), 2);
            case HOUR_12 -> padded(hour12, 0);
            case ZERO_HOUR_12 -> padded(hour12, 2);
            case MINUTE -> padded(t.getMinute(), 0);
            case ZERO_MINUTE -> padded(t.getMinute(), 2);
            case SECOND -> padded(t.getSecond(), 0);
            case ZERO_SECOND -> padded(t.getSecond(), 2);
            case LONG_YEAR -> padded(t.getYear(), 4);
            case YEAR -> padded(t.getYear() % 100, 2);
            case PM -> t.getHour() >= 12 ? "PM" : "AM";
            case SMALL_PM -> t.getHour() >= 12 ? "pm" : "am";
            case ZONE_NAME -> Zones.abbreviation(t);
            case ZONE -> zone(t.getOffset().getTotalSeconds(), part.text());
            case FRACTION, FRACTION_TRIMMED -> fraction(t.getNano(), part);
        };
    }

    private static String padded(int number, int width) {
        return width == 0 ? Integer.toString(number) : ("%0" + width + "d").formatted(number);
    }

    private static String zone(int seconds, String form) {
        if (seconds == 0 && form.startsWith("Z")) {
            return "Z";
        }
        int minutes = Math.abs(seconds / 60);
        String colon = form.indexOf(':') > 0 ? ":" : "";
        String out = (seconds / 60 < 0 ? "-" : "+") + padded(minutes / 60, 2);
        if (form.length() > 3) {
            out += colon + padded(minutes % 60, 2);
        }
        if (form.length() > 6) { // the forms with seconds
            out += colon + padded(Math.abs(seconds) % 60, 2);
        }
        return out;
    }

    private static String fraction(int nanos, LayoutPart part) {
        String digits = "%09d".formatted(nanos);
        digits = digits.substring(0, Math.min(part.digits(), digits.length()));
        if (part.element() == LayoutPart.Element.FRACTION_TRIMMED) {
            digits = digits.replaceAll("0+$", "");
            if (digits.isEmpty()) {
                return "";
            }
        }
        return part.text().charAt(0) + digits;
    }
}
