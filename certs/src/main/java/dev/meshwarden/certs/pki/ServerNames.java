package dev.meshwarden.certs.pki;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names that a serving certificate carries, and that it must cover. Ordered, without doubles.
 *
 * @param dns DNS names, lower case as callers ask for them
 * @param addresses IP addresses as literals; refused when one is not
 */
public record ServerNames(List<String> dns, List<String> addresses) {
    /** What a process on its own machine is called by. */
    public static final ServerNames LOOPBACK =
            new ServerNames(List.of("localhost"), List.of("127.0.0.1", "::1"));

    public ServerNames {
        dns = List.copyOf(new LinkedHashSet<>(dns));
        addresses = List.copyOf(new LinkedHashSet<>(addresses));
        if (dns.isEmpty() && addresses.isEmpty()) {
            throw new IllegalArgumentException("a serving certificate needs at least one name");
        }
        addresses.forEach(InetAddress::ofLiteral);
    }

    /** What the API server verifies a Service by: {@code <service>.<namespace>.svc}, and the same under the cluster's domain. */
    public static ServerNames ofService(String service, String namespace, String clusterDomain) {
        String svc = service + "." + namespace + ".svc";
        return new ServerNames(List.of(svc, svc + "." + clusterDomain), List.of());
    }

    /** These and more; each of {@code more} is an address if it is written as one, else a DNS name. */
    public ServerNames plus(Collection<String> more) {
        return sorted(dns, addresses, more);
    }

    /** Names and addresses mixed, at least one. */
    public static ServerNames ofAny(Collection<String> all) {
        return sorted(List.of(), List.of(), all);
    }

    private static ServerNames sorted(
            List<String> dns, List<String> addresses, Collection<String> more) {
        List<String> names = new ArrayList<>(dns);
        List<String> ips = new ArrayList<>(addresses);
        for (String one : more) {
            (isAddress(one) ? ips : names).add(one);
        }
        return new ServerNames(names, ips);
    }

    /** Whether a certificate with the names {@code held} may stand for all of these. */
    public boolean isCoveredBy(ServerNames held) {
        return held.dns().containsAll(dns)
                && canonical(held.addresses).containsAll(canonical(addresses));
    }

    /** The name that a handshake is tried with. */
    public String first() {
        return dns.isEmpty() ? addresses.getFirst() : dns.getFirst();
    }

    private static Set<String> canonical(List<String> addresses) {
        Set<String> canonical = new LinkedHashSet<>();
        addresses.forEach(a -> canonical.add(InetAddress.ofLiteral(a).getHostAddress()));
        return canonical;
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false; // a name, then
        }
    }
}
