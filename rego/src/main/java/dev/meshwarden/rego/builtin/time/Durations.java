package dev.meshwarden.rego.builtin.time;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's durations, {@code 1h30m}, and with them d, w and y for 24 hours, 7 days and 365 days. */
public final class Durations {
    private static final int LONGEST = 10_000;

    private static final Map<String, Long> UNITS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "\u00b5s", 1_000L,
                    "\u03bcs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private static final Map<String, Integer> HOURS = Map.of("d", 24, "w", 168, "y", 8_760);
    private static final Pattern LONG_SEGMENT =
            Pattern.compile("([0-9.]+)(ms|us|\u00b5s|ns|[a-z])");
    private static final Pattern SEGMENT = Pattern.compile("([0-9]*)(?:\\.([0-9]*))?([^0-9.]*)");

    private final String given;
    private final boolean extended;

    private Durations(String given) {
        this.given = given;
        this.extended = given.chars().anyMatch(c -> c == 'd' || c == 'w' || c == 'y');
    }

    /** Go's own durations in nanoseconds, without days, weeks and years. */
    public static long nanos(String text) {
        return new Durations(text).nanosOf(text);
    }

    static Num parse(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        var duration = new Durations(text);
        if (text.isEmpty() || text.length() > LONGEST) {
            throw duration.wrong("invalid duration");
        }
        return Num.of(duration.nanosOf(duration.extended ? duration.inHours() : text));
    }

    private BuiltinError wrong(String what) {
        String shown = extended ? GoQuote.string(given, false) : LayoutReader.quote(given);
        return BuiltinError.failed("time: " + what + " " + shown);
    }

    /** Days, weeks and years turned into hours. */
    private String inHours() {
        boolean signed = given.startsWith("-") || given.startsWith("+");
        var out = new StringBuilder(signed ? given.substring(0, 1) : "");
        Matcher m = LONG_SEGMENT.matcher(given);
        int at = signed ? 1 : 0;
        while (at < given.length()) {
            if (!m.find(at) || m.start() != at) {
                throw wrong("invalid duration");
            }
            Integer hours = HOURS.get(m.group(2));
            out.append(hours == null ? m.group() : times(m.group(1), hours) + "h");
            at = m.end();
        }
        return out.toString();
    }

    private String times(String digits, int hours) {
        try {
            double value = Double.parseDouble(digits) * hours;
            return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException _) {
            throw wrong("invalid duration");
        }
    }

    private long nanosOf(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return 0;
        }
        if (rest.isEmpty()) {
            throw wrong("invalid duration");
        }
        Matcher m = SEGMENT.matcher(rest);
        long total = 0; // unsigned, up to 2^63
        int at = 0;
        while (at < rest.length()) {
            if (!m.find(at) || m.start() != at) {
                throw wrong("invalid duration");
            }
            total += segment(m.group(1), m.group(2), m.group(3));
            if (Long.compareUnsigned(total, Long.MIN_VALUE) > 0) {
                throw wrong("invalid duration");
            }
            at = m.end();
        }
        if (!negative && total < 0) {
            throw wrong("invalid duration");
        }
        return negative ? -total : total;
    }

    private long segment(String whole, @Nullable String fraction, String unitName) {
        boolean digits = !whole.isEmpty() || (fraction != null && !fraction.isEmpty());
        if (!digits) {
            throw wrong("invalid duration");
        }
        if (unitName.isEmpty()) {
            throw wrong("missing unit in duration");
        }
        Long unit = UNITS.get(unitName);
        if (unit == null) {
            throw wrong("unknown unit " + LayoutReader.quote(unitName) + " in duration");
        }
        BigDecimal most = new BigDecimal("9223372036854775808");
        BigDecimal count = whole.isEmpty() ? BigDecimal.ZERO : new BigDecimal(whole);
        BigDecimal nanos = count.multiply(BigDecimal.valueOf(unit));
        if (count.compareTo(most) > 0 || nanos.compareTo(most) > 0) {
            throw wrong("invalid duration");
        }
        long result = nanos.longValue();
        if (fraction != null && !fraction.isEmpty()) {
            result += fraction(fraction, unit);
        }
        if (Long.compareUnsigned(result, Long.MIN_VALUE) > 0) {
            throw wrong("invalid duration");
        }
        return result;
    }

    /** In doubles, digits past a long's dropped, as Go does it. */
    private static long fraction(String digits, long unit) {
        long value = 0;
        double scale = 1;
        for (int i = 0; i < digits.length() && value <= (Long.MAX_VALUE - 9) / 10; i++) {
            value = value * 10 + digits.charAt(i) - '0';
            scale *= 10;
        }
        return (long) (value * (unit / scale));
    }
}
