package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.policy.review.Operation;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One rule of an entry: the API server calls it for these operations on these resources.
 *
 * @param resources in order; {@code *} alone for all of the group
 */
public record CalledFor(String group, Set<Operation> operations, List<String> resources) {
    public CalledFor {
        operations = Collections.unmodifiableSet(new TreeSet<>(operations));
        resources = List.copyOf(resources);
    }
}
