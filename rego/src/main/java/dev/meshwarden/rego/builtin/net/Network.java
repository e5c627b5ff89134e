package dev.meshwarden.rego.builtin.net;

import dev.meshwarden.rego.builtin.BuiltinError;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A network in CIDR notation.
 *
 * @param address the first address, or, for a network that an address alone stands for, that address
 */
record Network(IpAddress address, int prefix) {
    static Optional<Network> read(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
        String mask = text.substring(slash + 1);
        if (address.isEmpty() || !mask.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(mask);
        if (prefix > address.get().bits()) {
            return Optional.empty();
        }
        return Optional.of(new Network(address.get(), prefix).fromFirst());
    }

    static Network of(String text) {
        return read(text).orElseThrow(() -> BuiltinError.failed("invalid CIDR address: " + text));
    }

    private Network fromFirst() {
        return new Network(new IpAddress(address.value().and(mask()), address.bits()), prefix);
    }

    private BigInteger mask() {
        return BigInteger.ONE
                .shiftLeft(prefix)
                .subtract(BigInteger.ONE)
                .shiftLeft(address.bits() - prefix);
    }

    /** How many addresses, as a power of two. */
    int hostBits() {
        return address.bits() - prefix;
    }

    IpAddress last() {
        BigInteger hosts = BigInteger.ONE.shiftLeft(hostBits()).subtract(BigInteger.ONE);
        return new IpAddress(address.value().and(mask()).or(hosts), address.bits());
    }

    /** Mapped addresses count as what they map, on either side. */
    boolean contains(IpAddress other) {
        IpAddress mine = address.unmapped();
        IpAddress theirs = other.unmapped();
        if (mine.bits() != theirs.bits()) {
            return false;
        }
        int kept = Math.max(0, prefix - (address.bits() - mine.bits()));
        int hosts = mine.bits() - kept;
        return mine.value().shiftRight(hosts).equals(theirs.value().shiftRight(hosts));
    }

    /** Two plain version 6 networks by their bits; others by first and last address, as OPA does. */
    boolean contains(Network inner) {
        if (isPlainV6() && inner.isPlainV6()) {
            int hosts = address.bits() - prefix;
            return prefix <= inner.prefix
                    && address.value()
                            .shiftRight(hosts)
                            .equals(inner.address.value().shiftRight(hosts));
        }
        return contains(inner.address) && contains(inner.last());
    }

    private boolean isPlainV6() {
        return !address.unmapped().isV4();
    }

    @Override
    public String toString() {
        IpAddress shown = address.unmapped();
        return shown + "/" + Math.max(0, prefix - (address.bits() - shown.bits()));
    }
}
