package dev.meshwarden.rego.builtin.time;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;

/** Years, months and days added to times and counted between them. */
final class Calendar {
    /** Farther than this no date fits nanoseconds, whatever the rest. */
    private static final long FARTHEST = 1_000_000;

    private Calendar() {}

    /** Month and day may run over: October 32 is November 1. */
    static Num addDate(BuiltinContext context, Value[] arguments) {
        ZonedDateTime t = Moment.of(arguments[0]).time();
        long years = Operands.integer(arguments, 1);
        long months = Operands.integer(arguments, 2);
        long days = Operands.integer(arguments, 3);
        if (Math.max(Math.abs(years), Math.abs(months)) > FARTHEST * 12
                || Math.abs(days) > FARTHEST * 366) {
            throw Moment.outside();
        }
        LocalDate date =
                LocalDate.of(t.getYear(), t.getMonth(), 1)
                        .plusMonths(years * 12 + months)
                        .plusDays(t.getDayOfMonth() - 1 + days);
        return Moment.nanos(
                atZone(LocalDateTime.of(date, t.toLocalTime()), t.getZone().getRules()));
    }

    /** As UTC. Where clocks are set, the choice Go makes: the offset that holds at the time the first guess gives. */
    private static LocalDateTime atZone(LocalDateTime local, ZoneRules rules) {
        ZoneOffset guess = rules.getOffset(local.toInstant(ZoneOffset.UTC));
        if (guess.getTotalSeconds() == 0) {
            return local;
        }
        Instant utc = local.toInstant(guess);
        return LocalDateTime.ofInstant(local.toInstant(rules.getOffset(utc)), ZoneOffset.UTC);
    }

    /** Years, months, days, hours, minutes, seconds, in the first one's zone, the earlier first. */
    static Array difference(BuiltinContext context, Value[] arguments) {
        ZonedDateTime a = Moment.of(arguments[0]).time();
        ZonedDateTime b = Moment.of(arguments[1]).time().withZoneSameInstant(a.getZone());
        ZonedDateTime first = a.toInstant().isAfter(b.toInstant()) ? b : a;
        ZonedDateTime last = first == a ? b : a;
        int[] parts = {
            last.getYear() - first.getYear(),
            last.getMonthValue() - first.getMonthValue(),
            last.getDayOfMonth() - first.getDayOfMonth(),
            last.getHour() - first.getHour(),
            last.getMinute() - first.getMinute(),
            last.getSecond() - first.getSecond()
        };
        int[] sizes = {0, 12, YearMonth.from(first).lengthOfMonth(), 24, 60, 60};
        for (int i = 5; i > 0; i--) {
            if (parts[i] < 0) {
                parts[i] += sizes[i];
                parts[i - 1]--;
            }
        }
        Array.Builder answer = Array.builder(parts.length);
        for (int part : parts) {
            answer.add(Num.of(part));
        }
        return answer.build();
    }
}
