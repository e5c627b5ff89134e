package dev.meshwarden.rego.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Turns a draft that passed every stage into immutable records. */
final class Freezer {
    private final Map<RuleDraft, CompiledRule> frozen = new IdentityHashMap<>();
    private int next;

    private Freezer() {}

    static CompiledModules freeze(Draft draft) {
        var freezer = new Freezer();
        var modules = new ArrayList<CompiledModule>();
        for (ModuleDraft module : draft.modules) {
            modules.add(
                    new CompiledModule(
                            module.source.source(),
                            module.path,
                            module.rules.stream().map(freezer::rule).toList(),
                            module.source.annotations(),
                            module.source.effective(),
                            module.source.at()));
        }
        var builtins = new TreeSet<String>();
        draft.modules.forEach(
                m -> m.eachBranch(r -> BuiltinCalls.collect(r.body, draft.functions(), builtins)));
        return new CompiledModules(
                modules,
                draft.tree.map(freezer::rule),
                freezer.graph(draft.graph),
                draft.originalNames,
                builtins,
                draft.types,
                draft.settings);
    }

    private CompiledRule rule(RuleDraft draft) {
        CompiledRule done = frozen.get(draft);
        if (done != null) {
            return done;
        }
        int number = next++;
        var rule =
                new CompiledRule(
                        number,
                        draft.path(),
                        draft.head,
                        draft.body,
                        draft.orElse == null ? null : rule(draft.orElse),
                        draft.isDefault,
                        draft.annotations,
                        draft.at);
        frozen.put(draft, rule);
        return rule;
    }

    private DependencyGraph graph(DraftGraph graph) {
        var reads = new HashMap<CompiledRule, List<CompiledRule>>();
        for (RuleDraft reader : graph.rules()) {
            var read = new ArrayList<CompiledRule>();
            graph.readBy(reader).forEach(r -> read.add(rule(r)));
            read.sort((a, b) -> Integer.compare(a.number(), b.number()));
            reads.put(rule(reader), List.copyOf(read));
        }
        return new DependencyGraph(graph.sorted().stream().map(this::rule).toList(), reads);
    }
}
