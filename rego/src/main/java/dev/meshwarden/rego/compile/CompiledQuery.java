package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A query that compiled against modules.
 *
 * @param written as it was parsed
 * @param body in evaluation order, in the shape the package's page describes
 * @param originalNames generated name of a local to the name it was written with
 * @param builtins names of all builtins it calls itself
 */
public record CompiledQuery(
        Body written, Body body, Map<String, String> originalNames, SortedSet<String> builtins) {
    public CompiledQuery {
        originalNames = Map.copyOf(originalNames);
        builtins = Collections.unmodifiableSortedSet(new TreeSet<>(builtins));
    }
}
