package dev.meshwarden.policy.mesh;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What runs behind a selector, with a proxy in front: pod template, labels, namespace.
 *
 * @param name {@code Kind/name}; {@code *} for the phantom that stands for whatever is deployed later
 * @param ports container ports and the target ports of Services that select it
 */
public record Workload(
        String namespace, String name, Map<String, String> labels, SortedSet<Integer> ports) {
    public Workload {
        labels = Map.copyOf(labels);
        ports = new TreeSet<>(ports);
    }

    /** Whether every label asked for is there. */
    public boolean matches(Map<String, String> selector) {
        return selector.entrySet().stream()
                .allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
    }
}
