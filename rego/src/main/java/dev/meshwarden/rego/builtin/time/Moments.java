package dev.meshwarden.rego.builtin.time;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/** Times taken apart, written and read. */
final class Moments {
    private static final String RFC3339 = "2006-01-02T15:04:05Z07:00";
    private static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";

    /** Layouts that go by a name. */
    private static final Map<String, String> NAMED =
            Map.of(
                    "ANSIC", "Mon Jan _2 15:04:05 2006",
                    "UnixDate", "Mon Jan _2 15:04:05 MST 2006",
                    "RubyDate", "Mon Jan 02 15:04:05 -0700 2006",
                    "RFC822", "02 Jan 06 15:04 MST",
                    "RFC822Z", "02 Jan 06 15:04 -0700",
                    "RFC850", "Monday, 02-Jan-06 15:04:05 MST",
                    "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST",
                    "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700",
                    "RFC3339", RFC3339,
                    "RFC3339Nano", RFC3339_NANO);

    private Moments() {}

    static Num now(BuiltinContext context, Value[] arguments) {
        Instant now = context.now();
        return Moment.nanos(LocalDateTime.ofInstant(now, ZoneOffset.UTC));
    }

    static Array date(BuiltinContext context, Value[] arguments) {
        ZonedDateTime t = Moment.of(arguments[0]).time();
        return Array.of(Num.of(t.getYear()), Num.of(t.getMonthValue()), Num.of(t.getDayOfMonth()));
    }

    static Array clock(BuiltinContext context, Value[] arguments) {
        ZonedDateTime t = Moment.of(arguments[0]).time();
        return Array.of(Num.of(t.getHour()), Num.of(t.getMinute()), Num.of(t.getSecond()));
    }

    static Str weekday(BuiltinContext context, Value[] arguments) {
        ZonedDateTime t = Moment.of(arguments[0]).time();
        return Str.of(Names.weekday(t));
    }

    static Str format(BuiltinContext context, Value[] arguments) {
        Moment moment = Moment.of(arguments[0]);
        String layout = moment.layout().isEmpty() ? "RFC3339Nano" : moment.layout();
        String text = LayoutWriter.write(moment.time(), NAMED.getOrDefault(layout, layout));
        context.budget().string(text.length());
        return Str.of(text);
    }

    static Num parse(BuiltinContext context, Value[] arguments) {
        String layout = Operands.text(arguments, 0);
        String value = Operands.text(arguments, 1);
        return Moment.nanos(LayoutReader.read(NAMED.getOrDefault(layout, layout), value));
    }

    static Num parseRfc3339(BuiltinContext context, Value[] arguments) {
        return Moment.nanos(LayoutReader.read(RFC3339, Operands.text(arguments, 0)));
    }
}
