package dev.meshwarden.rego.builtin.time;

import java.time.ZonedDateTime;
import java.util.List;

/** English names of months and days, whatever the machine speaks. */
final class Names {
    static final List<String> MONTHS =
            List.of(
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December");
    static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private Names() {}

    static String month(ZonedDateTime time) {
        return MONTHS.get(time.getMonthValue() - 1);
    }

    static String weekday(ZonedDateTime time) {
        return DAYS.get(time.getDayOfWeek().getValue() - 1);
    }
}
