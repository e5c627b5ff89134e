package dev.meshwarden.rego.builtin.net;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The fewest networks that hold the same addresses as those given. */
final class MergedNetworks {
    /** Addresses from first to last; the network they came as, unless merged. */
    private record Range(BigInteger first, BigInteger last, @Nullable Network whole) {
        static Range of(Network network) {
            var start = new IpAddress(network.address().value(), network.address().bits());
            int bits = network.hostBits();
            BigInteger first = start.wide().shiftRight(bits).shiftLeft(bits);
            return new Range(first, network.last().wide(), network);
        }

        /** Whether nothing lies between the other, which ends first, and this. */
        boolean touches(Range other) {
            boolean lowest = first.signum() == 0 || first.equals(LOWEST_V4);
            BigInteger before = lowest ? first : first.subtract(BigInteger.ONE);
            return before.compareTo(other.last) <= 0;
        }
    }

    private static final BigInteger LOWEST_V4 = new IpAddress(BigInteger.ZERO, 32).wide();

    private MergedNetworks() {}

    static RegoSet call(BuiltinContext context, Value[] arguments) {
        Iterable<Value> members =
                switch (arguments[0]) {
                    case Array a -> a;
                    case RegoSet s -> s;
                    default -> throw BuiltinError.failed("operand must be an array");
                };
        List<Range> ranges = new ArrayList<>();
        for (Value v : members) {
            context.budget().step();
            ranges.add(Range.of(network(v)));
        }
        ranges.sort(Comparator.comparing(Range::last).thenComparing(Range::first));
        RegoSet.Builder merged = RegoSet.builder();
        for (Range r : merged(ranges)) {
            if (r.whole != null) {
                merged.add(Str.of(r.whole.toString()));
            } else {
                addNetworks(merged, r);
            }
        }
        return merged.build();
    }

    /** An address without a prefix stands for its class's network, as in the days before CIDR. */
    private static Network network(Value element) {
        if (!(element instanceof Str s)) {
            throw BuiltinError.failed("element must be string");
        }
        IpAddress address = IpAddress.parse(s.text()).map(IpAddress::unmapped).orElse(null);
        if (address == null) {
            return Network.of(s.text());
        }
        if (!address.isV4()) {
            throw BuiltinError.failed("IPv6 invalid: needs prefix length");
        }
        int top = address.value().shiftRight(24).intValue();
        return new Network(address, top < 128 ? 8 : top < 192 ? 16 : 24);
    }

    private static List<Range> merged(List<Range> sorted) {
        List<Range> kept = new ArrayList<>();
        for (int i = sorted.size() - 1; i >= 0; i--) {
            Range next = sorted.get(i);
            Range above = kept.isEmpty() ? null : kept.getLast();
            if (above != null && above.touches(next)) {
                kept.set(kept.size() - 1, new Range(above.first.min(next.first), above.last, null));
            } else {
                kept.add(next);
            }
        }
        return kept;
    }

    /** The largest networks that fit, from the lowest address up. */
    private static void addNetworks(RegoSet.Builder merged, Range range) {
        BigInteger at = range.first;
        while (at.compareTo(range.last) <= 0) {
            int bits = at.signum() == 0 ? 128 : at.getLowestSetBit();
            BigInteger left = range.last.subtract(at).add(BigInteger.ONE);
            bits = Math.min(bits, left.bitLength() - 1);
            IpAddress first = IpAddress.ofWide(at);
            merged.add(Str.of(new Network(first, first.bits() - bits).toString()));
            at = at.add(BigInteger.ONE.shiftLeft(bits));
        }
    }
}
