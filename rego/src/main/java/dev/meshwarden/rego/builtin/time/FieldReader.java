package dev.meshwarden.rego.builtin.time;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a time's fields from the left of a text. */
final class FieldReader {
    /** What {@link #zone} answers for the letter Z; no offset has it. */
    static final int UTC = Integer.MIN_VALUE;

    /** Three to five capitals, an offset, or one of the two names that have a small letter. */
    private static final Pattern ZONE_NAME =
            Pattern.compile(
                    "UTC|ChST|MeST|GMT(?:[+-][0-9]+)?|[+-][0-9]+|[A-Z]{4}T(?![A-Z])|[A-Z]{3}T(?![A-Z])"
                        + "|WITA(?![A-Z])|[A-Z]{3}(?![A-Z])");

    /** A field is not there. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super(null, null, false, false);
        }
    }

    /** A field is too large or too small. */
    static final class OutOfRange extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String what;

        OutOfRange(String what) {
            super(null, null, false, false);
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    private final String text;
    private int at;

    FieldReader(String text) {
        this.text = text;
    }

    String rest() {
        return text.substring(at);
    }

    private boolean isDigit(int offset) {
        return at + offset < text.length()
                && text.charAt(at + offset) >= '0'
                && text.charAt(at + offset) <= '9';
    }

    private String take(int length) {
        if (at + length > text.length()) {
            throw new Unreadable();
        }
        at += length;
        return text.substring(at - length, at);
    }

    /** Plain text of a layout; spaces there stand for any number of spaces. Stops where it differs. */
    boolean skip(String plain) {
        int i = 0;
        while (i < plain.length()) {
            char c = plain.charAt(i);
            if (c == ' ') {
                if (at < text.length() && text.charAt(at) != ' ') {
                    return false;
                }
                while (i < plain.length() && plain.charAt(i) == ' ') {
                    i++;
                }
                spaces(Integer.MAX_VALUE);
            } else if (at == text.length() || text.charAt(at) != c) {
                return false;
            } else {
                at++;
                i++;
            }
        }
        return true;
    }

    void spaces(int most) {
        for (int i = 0; i < most && at < text.length() && text.charAt(at) == ' '; i++) {
            at++;
        }
    }

    /** One or two digits, or just two. */
    int number(boolean two, int least, int most, String name) {
        if (!isDigit(0) || (two && !isDigit(1))) {
            throw new Unreadable();
        }
        int number = Integer.parseInt(take(isDigit(1) ? 2 : 1));
        if (number < least || number > most) {
            throw new OutOfRange(name);
        }
        return number;
    }

    int threeDigits(boolean three) {
        int count = 0;
        while (count < 3 && isDigit(count)) {
            count++;
        }
        if (count == 0 || (three && count != 3)) {
            throw new Unreadable();
        }
        return Integer.parseInt(take(count));
    }

    int year() {
        if (!isDigit(0)) {
            throw new Unreadable();
        }
        return signed(4);
    }

    int signed(int length) {
        String digits = take(length);
        if (!digits.matches("[+-]?[0-9]+")) {
            throw new Unreadable();
        }
        return Integer.parseInt(digits);
    }

    /** Which of some words stands here, in whatever case; only so many letters of each are looked for. */
    int word(List<String> words, int letters) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String wanted = word.substring(0, Math.min(letters, word.length()));
            if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
                at += wanted.length();
                return i;
            }
        }
        throw new Unreadable();
    }

    boolean afternoon(boolean capitals) {
        String letters = take(2);
        if (letters.equals(capitals ? "PM" : "pm")) {
            return true;
        } else if (letters.equals(capitals ? "AM" : "am")) {
            return false;
        }
        throw new Unreadable();
    }

    /** Digits behind a point or comma that stands here. */
    int fractionDigits() {
        if (at == text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
            return 0;
        }
        int count = 0;
        while (isDigit(count + 1)) {
            count++;
        }
        return count;
    }

    /** A point or comma and so many digits, in nanoseconds; digits past the ninth are dropped. */
    int fraction(int digits) {
        String all = take(digits + 1);
        if (!all.matches("[.,][0-9]+")) {
            throw new Unreadable();
        }
        String nine = (all.substring(1) + "00000000").substring(0, 9);
        return Integer.parseInt(nine);
    }

    /** An offset in seconds, in the form that the layout shows. */
    int zone(String form) {
        if (form.startsWith("Z") && at < text.length() && text.charAt(at) == 'Z') {
            at++;
            return UTC;
        }
        String given = take(form.length());
        char sign = given.charAt(0);
        for (int i = 1; i < form.length(); i++) {
            if (form.charAt(i) == ':' && given.charAt(i) != ':') {
                throw new Unreadable();
            }
        }
        String digits = form.indexOf(':') < 0 ? given : given.replace(":", "");
        digits = digits.substring(1) + "0000";
        int hours = part(digits, 0, 24, "time zone offset hour");
        int minutes = part(digits, 2, 60, "time zone offset minute");
        int seconds = part(digits, 4, 60, "time zone offset second");
        if (sign != '+' && sign != '-') {
            throw new Unreadable();
        }
        int offset = (hours * 60 + minutes) * 60 + seconds;
        return sign == '-' ? -offset : offset;
    }

    private static int part(String digits, int from, int most, String name) {
        String two = digits.substring(from, from + 2);
        if (!two.matches("[0-9]{2}")) {
            throw new Unreadable();
        }
        int number = Integer.parseInt(two);
        if (number > most) {
            throw new OutOfRange(name);
        }
        return number;
    }

    /** The letters of a zone, or the offset that stands for them. */
    String zoneName() {
        Matcher m = ZONE_NAME.matcher(text).region(at, text.length());
        if (!m.lookingAt()) {
            throw new Unreadable();
        }
        String found = m.group();
        int sign = Math.max(found.indexOf('+'), found.indexOf('-'));
        if (sign >= 0) {
            String hours = found.substring(sign + 1);
            if (hours.length() > 9 || Integer.parseInt(hours) > 23) {
                if (sign == 0) {
                    throw new Unreadable();
                }
                found = found.substring(0, sign);
            }
        }
        at += found.length();
        return found;
    }
}
