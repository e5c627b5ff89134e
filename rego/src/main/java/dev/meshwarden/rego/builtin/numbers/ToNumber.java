package dev.meshwarden.rego.builtin.numbers;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.Locale;
import java.util.regex.Pattern;

/** A number from what can be one. Texts are Go's float literals, hexadecimal ones included; the decimal text is kept. */
final class ToNumber {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HEX =
            Pattern.compile(
                    "[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+");

    private ToNumber() {}

    static Num call(BuiltinContext context, Value[] arguments) {
        return switch (arguments[0]) {
            case Null _ -> Num.of(0);
            case Bool b -> Num.of(b.value() ? 1 : 0);
            case Num n -> n;
            case Str s -> {
                context.budget().digits(s.text().length());
                context.budget().steps(s.text().length() / 4);
                yield ofText(arguments, s.text());
            }
            default -> Operands.wrong(arguments, 0, "null", "boolean", "number", "string");
        };
    }

    private static Num ofText(Value[] arguments, String written) {
        if (isPlain(written)) {
            return Num.of(Long.parseLong(written));
        }
        String text = written.replaceAll("(?<=[0-9a-fA-F])_(?=[0-9a-fA-F])", "");
        String bare = text.replaceFirst("^[+-]+", "").toLowerCase(Locale.ROOT);
        if (bare.equals("inf") || bare.equals("infinity") || bare.equals("nan")) {
            return Operands.wrong(arguments, 0, "valid number string");
        }
        if (!DECIMAL.matcher(text).matches() && !HEX.matcher(text).matches()) {
            throw refused(written, "invalid syntax");
        }
        if (Double.isInfinite(Double.parseDouble(text))) {
            throw refused(written, "value out of range");
        }
        try {
            return HEX.matcher(text).matches()
                    ? Num.of(Double.parseDouble(text))
                    : Num.parse(asJson(text));
        } catch (NumberFormatException e) {
            throw BuiltinError.failed("invalid number: " + e.getMessage());
        }
    }

    /** A natural number that fits a long, written the one usual way. */
    private static boolean isPlain(String text) {
        int length = text.length();
        if (length == 0 || length > 18 || (length > 1 && text.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static BuiltinError refused(String text, String why) {
        return BuiltinError.failed(
                "strconv.ParseFloat: parsing " + GoQuote.string(text, false) + ": " + why);
    }

    /** Without plus sign, with a digit on both sides of the point. */
    private static String asJson(String text) {
        String sign = text.startsWith("-") ? "-" : "";
        String rest = text.replaceFirst("^[+-]", "");
        String whole = rest.startsWith(".") ? "0" + rest : rest;
        return sign + whole.replaceFirst("\\.($|[eE])", ".0$1");
    }
}
