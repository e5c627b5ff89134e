package dev.meshwarden.policy.library.serviceentry;

import java.math.BigInteger;
import java.net.InetAddress;

/** Address blocks. Only literals are read; nothing is ever looked up. */
final class Cidr {
    private Cidr() {}

    /** Whether a block holds an address or a smaller block of the same family; false for anything that is neither. */
    static boolean contains(String block, String address) {
        String[] outer = block.split("/", 2);
        String[] inner = address.split("/", 2);
        if (!isLiteral(outer[0]) || !isLiteral(inner[0])) {
            return false;
        }
        byte[] a = bytes(outer[0]);
        byte[] b = bytes(inner[0]);
        int bits = a.length * 8;
        int length = outer.length == 2 ? Integer.parseInt(outer[1]) : bits;
        int innerLength = inner.length == 2 ? Integer.parseInt(inner[1]) : b.length * 8;
        int shift = bits - length;
        return a.length == b.length
                && innerLength >= length
                && new BigInteger(1, a)
                        .shiftRight(shift)
                        .equals(new BigInteger(1, b).shiftRight(shift));
    }

    private static boolean isLiteral(String text) {
        return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                || (text.contains(":") && text.matches("[0-9A-Fa-f:.]+"));
    }

    private static byte[] bytes(String literal) {
        try {
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
