package dev.meshwarden.rego.builtin.net;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An IP address as a number; version 4 as written with dots, version 6 by RFC 4291, no zones. An address {@code ::ffff:a.b.c.d} is a
 * version 6 one that {@link #unmapped} turns into its version 4 self.
 */
record IpAddress(BigInteger value, int bits) {
    private static final int V4 = 32;
    private static final int V6 = 128;
    private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF).shiftLeft(V4);
    private static final BigInteger LOW = BigInteger.ONE.shiftLeft(V4).subtract(BigInteger.ONE);

    static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') >= 0 ? v6(text) : v4(text).map(v -> new IpAddress(v, V4));
    }

    private static Optional<BigInteger> v4(String text) {
        if (text.length() > 15) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        long value = 0;
        for (String part : parts) {
            if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            value = value << 8 | Integer.parseInt(part);
        }
        return Optional.of(BigInteger.valueOf(value));
    }

    private static Optional<IpAddress> v6(String text) {
        if (text.length() > 45) {
            return Optional.empty();
        }
        String words = text;
        int colon = text.lastIndexOf(':');
        if (text.indexOf('.') >= 0) {
            Optional<BigInteger> tail = v4(text.substring(colon + 1));
            if (tail.isEmpty()) {
                return Optional.empty();
            }
            long low = tail.get().longValueExact();
            words = text.substring(0, colon + 1) + "%x:%x".formatted(low >> 16, low & 0xFFFF);
        }
        int gap = words.indexOf("::");
        String head = gap < 0 ? words : words.substring(0, gap);
        String tail = gap < 0 ? "" : words.substring(gap + 2);
        String[] before = head.isEmpty() ? new String[0] : head.split(":", -1);
        String[] after = tail.isEmpty() ? new String[0] : tail.split(":", -1);
        int count = before.length + after.length;
        if (gap < 0 ? count != 8 : count > 7) {
            return Optional.empty();
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < 8; i++) {
            String word =
                    i < before.length
                            ? before[i]
                            : i >= 8 - after.length ? after[i - 8 + after.length] : "0";
            if (!word.matches("[0-9a-fA-F]{1,4}")) {
                return Optional.empty();
            }
            value = value.shiftLeft(16).or(BigInteger.valueOf(Integer.parseInt(word, 16)));
        }
        return Optional.of(new IpAddress(value, V6));
    }

    boolean isV4() {
        return bits == V4;
    }

    /** The version 4 address that a mapped version 6 one stands for; any other as it is. */
    IpAddress unmapped() {
        return !isV4() && value.shiftRight(V4).equals(MAPPED.shiftRight(V4))
                ? new IpAddress(value.and(LOW), V4)
                : this;
    }

    /** As 128 bits, version 4 mapped. */
    BigInteger wide() {
        return isV4() ? value.or(MAPPED) : value;
    }

    static IpAddress ofWide(BigInteger value) {
        return new IpAddress(value, V6).unmapped();
    }

    /** The longest run of zero words shortened, as RFC 5952 has it. */
    @Override
    public String toString() {
        IpAddress shown = unmapped();
        if (shown.isV4()) {
            long v = shown.value.longValueExact();
            return "%d.%d.%d.%d".formatted(v >> 24, v >> 16 & 255, v >> 8 & 255, v & 255);
        }
        int[] words = new int[8];
        for (int i = 0; i < 8; i++) {
            words[i] = value.shiftRight(16 * (7 - i)).intValue() & 0xFFFF;
        }
        int bestAt = -1;
        int best = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && words[i + run] == 0) {
                run++;
            }
            if (run > best) {
                best = run;
                bestAt = i;
            }
        }
        var out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestAt) {
                out.append("::");
                i += best - 1;
                continue;
            }
            boolean colon = !out.isEmpty() && out.charAt(out.length() - 1) != ':';
            out.append(colon ? ":" : "").append(Integer.toHexString(words[i]));
        }
        return out.toString();
    }
}
