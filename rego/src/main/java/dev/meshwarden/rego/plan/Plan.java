package dev.meshwarden.rego.plan;

import java.util.List;

/**
 * Everything needed to evaluate: entries to start from and the functions they call.
 *
 * @param entries one for each query planned
 * @param funcs in the order they were planned; names are unique
 */
public record Plan(List<Entry> entries, List<Func> funcs) {
    /** Where evaluation starts: blocks that add solutions to the result. */
    public record Entry(String name, List<Block> blocks) {
        public Entry {
            blocks = List.copyOf(blocks);
        }
    }

    public Plan {
        entries = List.copyOf(entries);
        funcs = List.copyOf(funcs);
    }
}
