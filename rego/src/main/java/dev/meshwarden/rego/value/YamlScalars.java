package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a scalar means: go-yaml v3's reading of the YAML 1.2 core schema with octals and underscores of 1.1, or, for manifests, the
 * YAML 1.1 booleans on top, as kubectl reads them. Refusals are {@link Refused}; the caller knows the place.
 */
final class YamlScalars {
    private static final String TAG = "tag:yaml.org,2002:";
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Set<String> OLD_TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> OLD_FALSE =
            Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");
    private static final Set<String> NOT_FINITE =
            Set.of(
                    ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF",
                    "-.inf", "-.Inf", "-.INF");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern UNDERSCORE_IN_FRACTION = Pattern.compile("(?<=[0-9])_(?=[0-9])");
    private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]");
    private static final Pattern DATE =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt"
                        + " ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})?)?");
    private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger HIGHEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final boolean manifest;
    private final int digits;

    YamlScalars(boolean manifest, int digits) {
        this.manifest = manifest;
        this.digits = digits;
    }

    /** A scalar that cannot be what its tag says, or that JSON cannot hold. Stackless. */
    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** Whether a text that YAML 1.1 reads as a boolean; a writer quotes it. */
    static boolean isOldBoolean(String text) {
        return OLD_TRUE.contains(text) || OLD_FALSE.contains(text);
    }

    /** Whether an unquoted text reads back as the string it is. */
    static boolean readsAsString(String text) {
        return !NOT_FINITE.contains(text)
                && !DATE.matcher(text).matches()
                && core(text, 1_000, false) == null;
    }

    /**
     * The value of one scalar.
     *
     * @param tag as the parser gives it, long form; null or {@code !} where none is written
     */
    Value resolve(@Nullable String tag, String text, boolean plain) {
        if (tag == null || tag.equals("!")) {
            return plain ? implicit(text) : Str.of(text);
        }
        String kind = tag.startsWith(TAG) ? tag.substring(TAG.length()) : "";
        return switch (kind) {
            case "str" -> Str.of(text);
            case "binary" -> binary(text);
            case "bool", "int", "null" -> asTagged(kind, text);
            case "float" ->
                    implicit(text) instanceof Num n
                            ? Num.parse(GoFloat.json(n.doubleValue()))
                            : refuse("float", text);
            case "timestamp" ->
                    DATE.matcher(text).matches() ? Str.of(text) : refuse("timestamp", text);
            default -> Str.of(text);
        };
    }

    private Value asTagged(String kind, String text) {
        Value value = implicit(text);
        boolean fits =
                switch (value) {
                    case Bool _ -> kind.equals("bool");
                    case Null _ -> kind.equals("null");
                    case Num n ->
                            kind.equals("int")
                                    && n.isInteger()
                                    && integer(plainDigits(text)) != null;
                    default -> false;
                };
        return fits ? value : refuse(kind, text);
    }

    private static Value refuse(String kind, String text) {
        String shown = text.length() > 10 ? text.substring(0, 7) + "..." : text;
        throw new Refused("cannot decode `" + shown + "` as a !!" + kind);
    }

    private static Value binary(String text) {
        try {
            return Str.ofBytes(Base64.getDecoder().decode(LINE_ENDS.matcher(text).replaceAll("")));
        } catch (IllegalArgumentException _) {
            throw new Refused("!!binary value contains invalid base64 data");
        }
    }

    private Value implicit(String text) {
        if (NOT_FINITE.contains(text)) {
            throw new Refused("JSON has no such number: " + text);
        }
        if (manifest && OLD_TRUE.contains(text)) {
            return Bool.TRUE;
        }
        if (manifest && OLD_FALSE.contains(text)) {
            return Bool.FALSE;
        }
        Value found = core(text, digits, true);
        return found == null ? Str.of(text) : found;
    }

    /** Null for what is a string. */
    private static @Nullable Value core(String text, int digits, boolean refuseLong) {
        if (NULLS.contains(text)) {
            return Null.NULL;
        }
        if (TRUE.contains(text)) {
            return Bool.TRUE;
        }
        if (FALSE.contains(text)) {
            return Bool.FALSE;
        }
        char first = text.charAt(0);
        boolean number = first >= '0' && first <= '9' || first == '+' || first == '-';
        if (!number && first != '.') {
            return null;
        }
        String plain =
                number ? plainDigits(text) : UNDERSCORE_IN_FRACTION.matcher(text).replaceAll("");
        boolean fraction = FLOAT.matcher(plain).matches();
        if (plain.length() > digits) {
            if (fraction && refuseLong) {
                throw new Refused("a number of more than " + digits + " characters");
            }
            return null;
        }
        BigInteger whole = number ? integer(plain) : null;
        if (whole != null) {
            return Num.of(whole);
        }
        double value = fraction ? Double.parseDouble(plain) : Double.NaN;
        return Double.isFinite(value) ? Num.parse(GoFloat.json(value)) : null;
    }

    private static String plainDigits(String text) {
        return text.indexOf('_') < 0 ? text : text.replace("_", "");
    }

    /** A whole number of 64 bits, signed or not, in the base its prefix says; null for anything else. */
    private static @Nullable BigInteger integer(String text) {
        boolean negative = text.startsWith("-");
        boolean signed = negative || text.startsWith("+");
        String body = signed ? text.substring(1) : text;
        int base = 10;
        if (body.length() > 1 && body.charAt(0) == '0') {
            base =
                    switch (body.charAt(1)) {
                        case 'x', 'X' -> 16;
                        case 'b', 'B' -> 2;
                        default -> 8;
                    };
            char second = body.charAt(1);
            boolean letter = base != 8 || second == 'o' || second == 'O';
            body = body.substring(letter ? 2 : 1);
        }
        if (body.isEmpty() || body.length() > 66 || !isDigits(body, base)) {
            return null;
        }
        var value = new BigInteger(body, base);
        value = negative ? value.negate() : value;
        boolean tooHigh = signed ? value.bitLength() > 63 : value.compareTo(HIGHEST) > 0;
        return tooHigh || value.compareTo(LOWEST) < 0 ? null : value;
    }

    private static boolean isDigits(String text, int base) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || Character.digit(c, base) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The key that an infinity or a NaN becomes; null for any other scalar. */
    static @Nullable Str keyNotFinite(String written) {
        if (!NOT_FINITE.contains(written)) {
            return null;
        }
        String plain = written.startsWith("+") ? written.substring(1) : written;
        return Str.of(plain.toLowerCase(Locale.ROOT));
    }

    /** The object key that a key becomes, written as this text where it is a scalar; refused where JSON has none. */
    static Str key(Value key, String written) {
        return switch (key) {
            case Str s -> s;
            case Bool b -> Str.of(Boolean.toString(b.value()));
            case Num n when n.isInteger() && integer(plainDigits(written)) != null ->
                    Str.of(n.toBigInteger().toString());
            case Num n -> Str.of(GoFloat.yamlKey(n.doubleValue()));
            case Null _ -> throw new Refused("unsupported map key of type null");
            case Array _, Obj _, RegoSet _ ->
                    throw new Refused("invalid map key: a mapping or a sequence");
        };
    }
}
