package dev.meshwarden.rego.builtin.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/** Addresses that no name may stand for: this machine, its link, groups, and where clouds tell machines their secrets. */
final class ForbiddenAddresses {
    private static final Set<InetAddress> METADATA =
            Set.of(
                    InetAddress.ofLiteral("100.100.100.200"),
                    InetAddress.ofLiteral("168.63.129.16"),
                    InetAddress.ofLiteral("192.0.0.192"),
                    InetAddress.ofLiteral("fd00:ec2::254"));

    private ForbiddenAddresses() {}

    static boolean contains(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address)) {
            return true;
        }
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return bytes[0] == 0 || bytes[0] == 127 || (bytes[0] & 0xf0) == 0xf0;
        }
        return contains(bytes, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) // IPv4-compatible
                || contains(bytes, 12, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0) // NAT64
                || contains(bytes, 2, 0x20, 0x02); // 6to4
    }

    /** Whether an IPv6 address with this prefix carries a forbidden IPv4 address at a place. */
    private static boolean contains(byte[] bytes, int at, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 255) != prefix[i]) {
                return false;
            }
        }
        try {
            return contains(InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("bug: four bytes are an address", e);
        }
    }
}
