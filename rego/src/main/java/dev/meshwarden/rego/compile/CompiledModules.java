package dev.meshwarden.rego.compile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Modules that compiled together. The package's page says what their rules look like.
 *
 * @param modules sorted by the names of their sources
 * @param tree every rule under the ground part of its path
 * @param graph which rule reads which
 * @param originalNames generated name of a local to the name it was written with
 * @param builtins names of all builtins that are called, or put in the place of another by {@code with}
 * @param types of the documents that the rules define
 * @param settings what they were compiled with; queries follow them
 */
public record CompiledModules(
        List<CompiledModule> modules,
        RuleTree<CompiledRule> tree,
        DependencyGraph graph,
        Map<String, String> originalNames,
        SortedSet<String> builtins,
        DocumentTypes types,
        CompileSettings settings) {
    public CompiledModules {
        modules = List.copyOf(modules);
        originalNames = Map.copyOf(originalNames);
        builtins = Collections.unmodifiableSortedSet(new TreeSet<>(builtins));
    }
}
