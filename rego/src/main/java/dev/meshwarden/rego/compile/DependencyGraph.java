package dev.meshwarden.rego.compile;

import java.util.List;
import java.util.Map;

/**
 * Which rule may read which. A branch of an else chain is a rule of its own here.
 *
 * @param sorted all rules, each behind the rules it reads
 * @param reads the rules that a rule's head or body may refer to, in the order of their numbers
 */
public record DependencyGraph(
        List<CompiledRule> sorted, Map<CompiledRule, List<CompiledRule>> reads) {
    public DependencyGraph {
        sorted = List.copyOf(sorted);
        reads = Map.copyOf(reads);
    }

    /** Empty when it reads none. */
    public List<CompiledRule> readBy(CompiledRule rule) {
        return reads.getOrDefault(rule, List.of());
    }
}
