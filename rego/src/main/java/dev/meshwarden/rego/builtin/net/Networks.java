package dev.meshwarden.rego.builtin.net;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.math.BigInteger;
import java.util.Optional;

/** Networks as arguments. OPA calls both operands the first in its errors, and so does this. */
final class Networks {
    private static final int MOST_HOST_BITS = 30;

    private Networks() {}

    static Network network(Value value) {
        return Network.of(text(value));
    }

    private static String text(Value value) {
        if (value instanceof Str s) {
            return s.text();
        }
        throw BuiltinError.type("operand 1 must be string but got " + value.typeName());
    }

    static Bool contains(BuiltinContext context, Value[] arguments) {
        Network outer = network(arguments[0]);
        String text = text(arguments[1]);
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isPresent()) {
            return Bool.of(outer.contains(address.get()));
        }
        Network inner =
                Network.read(text)
                        .orElseThrow(() ->
                                BuiltinError.failed(
                                        "not a valid textual representation of an IP"
                                                + " address or CIDR: "
                                                + text));
        return Bool.of(outer.contains(inner));
    }

    static Bool intersect(BuiltinContext context, Value[] arguments) {
        Network a = network(arguments[0]);
        Network b = network(arguments[1]);
        return Bool.of(a.contains(b.address()) || b.contains(a.address()));
    }

    static Bool isValid(BuiltinContext context, Value[] arguments) {
        return Bool.of(arguments[0] instanceof Str s && Network.read(s.text()).isPresent());
    }

    /** Every address; how many is known, and bounded, before the first. */
    static RegoSet expand(BuiltinContext context, Value[] arguments) {
        Network network = Network.of(Operands.text(arguments, 0));
        int bits = network.hostBits();
        long count = bits > MOST_HOST_BITS ? Long.MAX_VALUE : 1L << bits;
        context.budget().elements(count);
        RegoSet.Builder all = RegoSet.builder((int) count);
        BigInteger first = network.address().value();
        for (long i = 0; i < count; i++) {
            context.budget().step();
            BigInteger value = first.add(BigInteger.valueOf(i));
            all.add(Str.of(new IpAddress(value, network.address().bits()).toString()));
        }
        return all.build();
    }
}
