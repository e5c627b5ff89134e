package dev.meshwarden.rego.builtin.lookup;

import static dev.meshwarden.rego.builtin.Builtin.nonDeterministic;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * {@code net.lookup_ip_addr}: the one builtin that asks name servers. A host that the world does not list is refused before anything
 * is asked; an address and {@code localhost} need no asking.
 */
public final class LookupBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    nonDeterministic(
                            "net.lookup_ip_addr",
                            Signature.of("name: string -> set[string]"),
                            LookupBuiltins::lookup));

    private LookupBuiltins() {}

    private static Value lookup(BuiltinContext context, Value[] arguments) {
        String name = Operands.text(arguments, 0);
        boolean free = IpText.isLiteral(name) || name.equals("localhost");
        if (!free && !context.world().hosts().contains(name)) {
            throw BuiltinError.failed("disallowed host: " + name);
        }
        try {
            RegoSet.Builder found = RegoSet.builder();
            for (InetAddress address : InetAddress.getAllByName(name)) {
                found.add(Str.of(IpText.of(address.getAddress())));
            }
            context.budget().checkTime();
            return found.build();
        } catch (UnknownHostException _) {
            throw BuiltinError.failed("lookup " + name + ": no such host");
        }
    }
}
