package dev.meshwarden.rego.builtin.uuid;

import static dev.meshwarden.rego.builtin.Builtin.nonDeterministic;
import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** {@code uuid.*}. The same key gives the same random UUID all through one evaluation. */
public final class UuidBuiltins {
    /** 100 ns ticks from 1582-10-15 to 1970-01-01. */
    private static final long GREGORIAN = 0x01b21dd213814000L;

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "uuid.parse",
                            Signature.of("uuid: string -> object{[string]: any}"),
                            UuidBuiltins::parse),
                    nonDeterministic(
                            "uuid.rfc4122",
                            Signature.of("k: string -> string"),
                            UuidBuiltins::random));

    private record Key(Value key) {}

    private UuidBuiltins() {}

    private static Value random(BuiltinContext context, Value[] arguments) {
        return context.memo(new Key(arguments[0]), _ -> version4(context));
    }

    private static Str version4(BuiltinContext context) {
        long high = context.world().entropy().nextLong() & ~0xf000L | 0x4000L;
        long low = context.world().entropy().nextLong() >>> 2 | 1L << 63;
        return Str.of(new UUID(high, low).toString());
    }

    private static @Nullable Value parse(BuiltinContext context, Value[] arguments) {
        UUID id = read(Operands.text(arguments, 0));
        if (id == null) {
            return null;
        }
        int version = id.version();
        Obj.Builder fields =
                Obj.builder().put("version", Num.of(version)).put("variant", variant(id));
        if (version == 1 || version == 2) {
            long ticks =
                    (id.getMostSignificantBits() & 0xfff) << 48
                            | (id.getMostSignificantBits() >>> 16 & 0xffff) << 32
                            | id.getMostSignificantBits() >>> 32;
            long low = id.getLeastSignificantBits();
            fields.put("time", Num.of((ticks - GREGORIAN) * 100))
                    .put("nodeid", node(low & 0xffff_ffff_ffffL))
                    .put("macvariables", macVariables((int) (low >>> 40 & 3)))
                    .put("clocksequence", Num.of(low >>> 48 & 0x3fff));
        }
        if (version == 2) {
            fields.put("id", Num.of(id.getMostSignificantBits() >>> 32))
                    .put("domain", domain((int) (id.getLeastSignificantBits() >>> 48 & 0xff)));
        }
        return fields.build();
    }

    /** Plain, with {@code urn:uuid:} in front, in braces, or 32 digits; null for anything else. */
    private static @Nullable UUID read(String text) {
        String body =
                switch (text.length()) {
                    case 36 -> text;
                    case 45 ->
                            text.regionMatches(true, 0, "urn:uuid:", 0, 9) ? text.substring(9) : "";
                    case 38 -> text.substring(1, 37);
                    case 32 ->
                            String.join(
                                    "-",
                                    text.substring(0, 8),
                                    text.substring(8, 12),
                                    text.substring(12, 16),
                                    text.substring(16, 20),
                                    text.substring(20));
                    default -> "";
                };
        if (body.isEmpty()) {
            return null;
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = body.charAt(i);
            if (dash ? c != '-' : !HexFormat.isHexDigit(c)) {
                return null;
            }
        }
        return UUID.fromString(body);
    }

    private static String variant(UUID id) {
        long bits = id.getLeastSignificantBits() >>> 61;
        return switch ((int) bits) {
            case 4, 5 -> "RFC4122";
            case 6 -> "Microsoft";
            case 7 -> "Future";
            default -> "Reserved";
        };
    }

    private static String node(long node) {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (node >>> 8 * (5 - i));
        }
        return HexFormat.ofDelimiter("-").formatHex(bytes);
    }

    private static String macVariables(int bits) {
        return ((bits & 2) == 0 ? "global:" : "local:")
                + ((bits & 1) == 0 ? "unicast" : "multicast");
    }

    private static String domain(int domain) {
        return switch (domain) {
            case 0 -> "Person";
            case 1 -> "Group";
            case 2 -> "Org";
            default -> "Domain" + domain;
        };
    }
}
