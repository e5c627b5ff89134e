package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.lookup.IpText;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Whom requests may reach. A host must be listed by name or address, as the request writes it. A listed name may belong to a private
 * network, as services of the cluster do, but not turn out to be this machine, its link or a metadata service: those must be listed
 * by their address, or as {@code localhost}.
 */
final class ListedHosts {
    private final Set<String> hosts;

    ListedHosts(Set<String> hosts) {
        this.hosts = hosts;
    }

    /** Throws {@link BuiltinError} for a host that is not listed. */
    void check(URI uri) {
        String host = RequestUrl.host(uri);
        if (!hosts.contains(host)) {
            throw BuiltinError.failed("disallowed host: " + host);
        }
    }

    /**
     * Throws {@link BuiltinError} when a name stands for an address it must not. Called right before and after each connection: the
     * client asks for addresses itself, but through the same cache of the virtual machine, so that a name which changed its
     * address in between is found out and its answer dropped.
     */
    void checkAddresses(URI uri) throws UnknownHostException {
        String host = RequestUrl.host(uri);
        if (IpText.isLiteral(host)) {
            return; // listed as it is
        }
        for (InetAddress address : InetAddress.getAllByName(host)) {
            boolean local = host.equals("localhost") && address.isLoopbackAddress();
            if (!local && ForbiddenAddresses.contains(address)) {
                throw BuiltinError.failed(
                        "disallowed address "
                                + IpText.of(address.getAddress())
                                + " of host "
                                + host);
            }
        }
    }
}
