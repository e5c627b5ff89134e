package dev.meshwarden.rego.limit;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/**
 * Bytes of memory that a value takes without what is inside it: estimates, the same on every machine. Numbers and short strings come and
 * go; they count where they are kept, as elements.
 */
public final class Footprint {
    /** One more element of an array, member of a set, entry of an object, while they are being built. */
    public static final int ELEMENT = 32;

    public static final int MEMBER = 40;
    public static final int ENTRY = 56;

    private static final int REFERENCE = 8;
    private static final int COMPOSITE = 48;
    private static final int SCALAR = 56;

    private Footprint() {}

    public static long of(Value value) {
        return switch (value) {
            case Null _, Bool _ -> 0;
            case Num n -> n.isLong() ? 0 : n.digits();
            case Str s -> s.text().length();
            case Array a -> array(a.size());
            case RegoSet s -> COMPOSITE + (long) s.size() * MEMBER;
            case Obj o -> COMPOSITE + (long) o.size() * ENTRY;
        };
    }

    /** Of an array of so many elements. */
    public static long array(int size) {
        return COMPOSITE + (long) size * REFERENCE;
    }

    /** Of a builtin's answer, whose strings and numbers are new as well. */
    public static long ofAnswer(Value value) {
        long own = of(value);
        return value instanceof Array a && a.size() > 0 && isScalar(a.at(0))
                ? own + (long) a.size() * SCALAR
                : own;
    }

    private static boolean isScalar(Value value) {
        return value instanceof Str || value instanceof Num;
    }
}
