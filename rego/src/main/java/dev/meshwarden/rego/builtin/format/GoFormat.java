package dev.meshwarden.rego.builtin.format;

import dev.meshwarden.rego.limit.Budget;

import java.util.List;

/**
 * Go's {@code fmt.Sprintf}: flags, width, precision, {@code *}, explicit argument numbers, and the texts for what does not fit, as
 * {@code %!d(string=x)}, {@code %!s(MISSING)}, {@code %!(EXTRA int64=1)}.
 */
public final class GoFormat {
    private static final int MOST_DIGITS = 1_000_000;

    private final Budget budget;
    private final String format;
    private final List<Argument> arguments;
    private final StringBuilder out = new StringBuilder();

    private int at;
    private int next;
    private boolean numbered;
    private boolean justNumbered;
    private boolean goodNumber;
    private int number;
    private boolean numberGiven;

    private GoFormat(Budget budget, String format, List<Argument> arguments) {
        this.budget = budget;
        this.format = format;
        this.arguments = arguments;
    }

    public static String format(Budget budget, String format, List<Argument> arguments) {
        return new GoFormat(budget, format, arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                out.append(format, at, format.length());
                break;
            }
            out.append(format, at, percent);
            at = percent + 1;
            directive();
            budget.step();
            budget.string(out.length());
        }
        if (!numbered && next < arguments.size()) {
            extra();
        }
        budget.string(out.length());
        return out.toString();
    }

    private void extra() {
        out.append("%!(EXTRA ");
        for (int i = next; i < arguments.size(); i++) {
            Argument a = arguments.get(i);
            out.append(i > next ? ", " : "").append(a.type()).append('=');
            out.append(GoVerbs.format(a, 'v', Flags.NONE));
        }
        out.append(')');
    }

    private void directive() {
        goodNumber = true;
        Flags flags = flags();
        argumentNumber();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            flags = flags.withSize(sizeArgument("%!(BADWIDTH)"), -1);
            if (numberGiven && number < 0) {
                flags = flags.leftAligned().withSize(-number, -1);
            }
            justNumbered = false;
        } else {
            digits();
            if (justNumbered && numberGiven) {
                goodNumber = false;
            }
            flags = flags.withSize(numberGiven ? number : -1, -1);
        }
        if (at + 1 < format.length() && format.charAt(at) == '.') {
            flags = flags.withSize(flags.width(), precision());
        }
        if (!justNumbered) {
            argumentNumber();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        verb(verb, flags);
    }

    private Flags flags() {
        boolean sharp = false;
        boolean zero = false;
        boolean plus = false;
        boolean minus = false;
        boolean space = false;
        for (; at < format.length(); at++) {
            switch (format.charAt(at)) {
                case '#' -> sharp = true;
                case '0' -> zero = true;
                case '+' -> plus = true;
                case '-' -> minus = true;
                case ' ' -> space = true;
                default -> {
                    return new Flags(sharp, zero, plus, minus, space, -1, -1, false);
                }
            }
        }
        return Flags.NONE;
    }

    private int precision() {
        at++;
        if (justNumbered) {
            goodNumber = false;
        }
        argumentNumber();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            int size = sizeArgument("%!(BADPREC)");
            justNumbered = false;
            if (numberGiven && number < 0) {
                out.append("%!(BADPREC)");
                return -1;
            }
            return size;
        }
        digits();
        return numberGiven ? number : 0;
    }

    private void verb(int verb, Flags flags) {
        String letter = Character.toString(verb);
        if (verb == '%') {
            out.append('%');
        } else if (!goodNumber) {
            out.append("%!").append(letter).append("(BADINDEX)");
        } else if (next >= arguments.size()) {
            out.append("%!").append(letter).append("(MISSING)");
        } else {
            Flags shown = verb == 'v' ? flags.forPlain() : flags;
            budget.string(Math.max(shown.width(), shown.precision()));
            out.append(GoVerbs.format(arguments.get(next++), verb, shown));
        }
    }

    /** Digits at this place, into {@link #number}; so many that no size can be meant give up the whole rest. */
    private void digits() {
        numberGiven = false;
        number = 0;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            if (number > MOST_DIGITS) {
                numberGiven = false;
                number = 0;
                at = format.length();
                return;
            }
            number = number * 10 + format.charAt(at) - '0';
            numberGiven = true;
            at++;
        }
    }

    /** The next argument as a width or precision; where it is none, the complaint and -1. */
    private int sizeArgument(String complaint) {
        numberGiven = false;
        number = 0;
        if (next < arguments.size()) {
            if (arguments.get(next) instanceof Argument.Whole(long size, _)
                    && Math.abs(size) <= MOST_DIGITS) {
                number = (int) size;
                numberGiven = true;
            }
            next++;
        }
        if (!numberGiven) {
            out.append(complaint);
            return -1;
        }
        return number;
    }

    /** An explicit argument number in brackets, if one stands here. */
    private void argumentNumber() {
        justNumbered = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        numbered = true;
        int close = format.indexOf(']', at);
        if (close < 0 || format.length() - at < 3) {
            goodNumber = false;
            at++;
            return;
        }
        String inside = format.substring(at + 1, close);
        at = close + 1;
        justNumbered = !inside.isEmpty() && inside.chars().allMatch(c -> c >= '0' && c <= '9');
        int index = justNumbered && inside.length() <= 7 ? Integer.parseInt(inside) : 0;
        if (index >= 1 && index <= arguments.size()) {
            next = index - 1;
        } else {
            goodNumber = false;
        }
    }
}
