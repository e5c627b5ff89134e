package dev.meshwarden.rego.builtin.time;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * A time in a zone, and how it is to be written: a number of nanoseconds, or an array of that, a zone's name and a layout. OPA calls
 * whatever is wrong with it the first operand.
 *
 * @param layout empty where none is given
 */
record Moment(ZonedDateTime time, String layout) {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
    private static final String WANTED = "either number (ns) or [number (ns), string (tz)]";

    static Moment of(Value argument) {
        if (argument instanceof Num n) {
            return new Moment(instant(n).atZone(ZoneOffset.UTC), "");
        }
        if (!(argument instanceof Array a) || a.size() == 0) {
            throw wrong(WANTED, argument);
        }
        if (!(a.at(0) instanceof Num n)) {
            throw wrong("number", a.at(0));
        }
        var zone = a.size() > 1 ? Zones.of(text(a.at(1))) : ZoneOffset.UTC;
        String layout = a.size() > 2 ? text(a.at(2)) : "";
        return new Moment(instant(n).atZone(zone), layout);
    }

    private static String text(Value value) {
        if (value instanceof Str s) {
            return s.text();
        }
        throw wrong("string", value);
    }

    private static BuiltinError wrong(String wanted, Value got) {
        return BuiltinError.type("operand 1 must be " + wanted + " but got " + got.typeName());
    }

    private static Instant instant(Num n) {
        if (!n.isLong()) {
            throw BuiltinError.failed("timestamp too big");
        }
        return Instant.ofEpochSecond(0, n.longOr(0));
    }

    /** Nanoseconds since the epoch; fails where a long does not hold them. */
    static Num nanos(LocalDateTime utc) {
        BigInteger ns =
                BigInteger.valueOf(utc.toEpochSecond(ZoneOffset.UTC))
                        .multiply(NANOS)
                        .add(BigInteger.valueOf(utc.getNano()));
        if (ns.bitLength() > 63) {
            throw outside();
        }
        return Num.of(ns);
    }

    static BuiltinError outside() {
        return BuiltinError.failed("time outside of valid range");
    }
}
