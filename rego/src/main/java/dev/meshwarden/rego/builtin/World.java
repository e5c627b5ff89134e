package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.value.Obj;

import java.security.SecureRandom;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What of the outside one evaluation may see.
 *
 * @param entropy for rand.intn, uuid.rfc4122 and signatures
 * @param print takes each line that the policy prints, place in front; nothing is printed elsewhere
 * @param runtime what opa.runtime answers
 * @param hosts whom http.send and net.lookup_ip_addr may reach; they are compile errors unless the compiler allowed them
 */
public record World(
        RandomGenerator entropy, Consumer<String> print, Obj runtime, Set<String> hosts) {
    public World {
        hosts = Set.copyOf(hosts);
    }

    /** Real entropy, prints dropped, nothing to reach. */
    public static World closed() {
        return new World(new SecureRandom(), _ -> {}, Obj.EMPTY, Set.of());
    }

    public World withPrint(Consumer<String> sink) {
        return new World(entropy, sink, runtime, hosts);
    }

    /** Hosts by name or address, as {@code allow_net} of OPA's capabilities lists them. */
    public World withHosts(Set<String> reachable) {
        return new World(entropy, print, runtime, reachable);
    }

    public World withEntropy(RandomGenerator source) {
        return new World(source, print, runtime, hosts);
    }
}
