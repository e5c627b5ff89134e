package dev.meshwarden.rego.builtin.time;

import java.time.LocalDate;
import java.time.Year;

/** What a layout has found so far in a text; -1 where a field has not been seen. Filled by one reader, then read once. */
final class FoundTime {
    int year;
    int month = -1;
    int day = -1;
    int yearDay = -1;
    int hour;
    int minute;
    int second;
    int nano;
    boolean am;
    boolean pm;

    private boolean utc;
    private boolean offsetSeen;
    private int offset;

    /** {@link FieldReader#UTC} for the letter Z. */
    void zone(int seconds) {
        if (seconds == FieldReader.UTC) {
            utc = true;
        } else {
            offsetSeen = true;
            offset = seconds;
        }
    }

    /** A zone's letters do not move the time, not even {@code GMT+3}; only UTC is known by its letters, and settles it. */
    void zoneName(String letters) {
        utc |= letters.equals("UTC");
    }

    int offsetSeconds() {
        return utc || !offsetSeen ? 0 : offset;
    }

    int hour24() {
        return pm && hour < 12 ? hour + 12 : am && hour == 12 ? 0 : hour;
    }

    /** Month and day from the day of the year; what is wrong with it, or nothing. */
    String useYearDay() {
        if (yearDay < 1 || yearDay > (Year.isLeap(year) ? 366 : 365)) {
            return "day-of-year out of range";
        }
        LocalDate date = LocalDate.ofYearDay(year, yearDay);
        if (month >= 0 && month != date.getMonthValue()) {
            return "day-of-year does not match month";
        }
        if (day >= 0 && day != date.getDayOfMonth()) {
            return "day-of-year does not match day";
        }
        month = date.getMonthValue();
        day = date.getDayOfMonth();
        return "";
    }
}
