package dev.meshwarden.rego.builtin.net;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;

import java.util.List;

/** Every builtin on networks; the one that asks for addresses has a family of its own. */
public final class NetBuiltins {
    private static final String SOME_OF =
            "string | array[string | array[any]] | object{[string]: string | array[any]}"
                    + " | set[string | array[any]]";

    /** Shared with its deprecated name. */
    public static final Builtin.Body CONTAINS = Networks::contains;

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "net.cidr_contains",
                            Signature.of("cidr: string, cidr_or_ip: string -> boolean"),
                            CONTAINS),
                    pure(
                            "net.cidr_contains_matches",
                            Signature.of(
                                    "cidrs: "
                                            + SOME_OF
                                            + ", cidrs_or_ips: "
                                            + SOME_OF
                                            + " -> set[tuple[any, any]]"),
                            ContainsMatches::call),
                    pure(
                            "net.cidr_expand",
                            Signature.of("cidr: string -> set[string]"),
                            Networks::expand),
                    pure(
                            "net.cidr_intersects",
                            Signature.of("cidr1: string, cidr2: string -> boolean"),
                            Networks::intersect),
                    pure(
                            "net.cidr_is_valid",
                            Signature.of("cidr: string -> boolean"),
                            Networks::isValid),
                    pure(
                            "net.cidr_merge",
                            Signature.of("addrs: array[string] | set[string] -> set[string]"),
                            MergedNetworks::call));

    private NetBuiltins() {}
}
