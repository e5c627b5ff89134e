package dev.meshwarden.rego.builtin.lookup;

import java.net.InetAddress;
import java.util.Arrays;

/** IP addresses as Go writes them. */
public final class IpText {
    private IpText() {}

    /** Whether a text is an address, so that asking for it asks nobody. */
    public static boolean isLiteral(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Of 4 or 16 bytes; the longest run of zero groups is left out, and mapped IPv4 is shown as IPv4. */
    public static String of(byte[] address) {
        if (address.length == 4) {
            return (address[0] & 255)
                    + "."
                    + (address[1] & 255)
                    + "."
                    + (address[2] & 255)
                    + "."
                    + (address[3] & 255);
        }
        boolean mapped = address[10] == -1 && address[11] == -1;
        for (int i = 0; i < 10; i++) {
            mapped &= address[i] == 0;
        }
        return mapped ? of(Arrays.copyOfRange(address, 12, 16)) : ipv6(address);
    }

    private static String ipv6(byte[] address) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (address[2 * i] & 255) << 8 | address[2 * i + 1] & 255;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        var out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                out.append("::");
                i += length - 1;
            } else {
                boolean first = out.isEmpty() || out.charAt(out.length() - 1) == ':';
                out.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
