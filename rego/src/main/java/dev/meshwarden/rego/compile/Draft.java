package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Module;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the stages hand on to each other while modules are compiled. Threading: confined to one compilation. */
final class Draft {
    final CompileSettings settings;
    final List<ModuleDraft> modules;
    final Problems problems = new Problems();

    /** Generated name of a local to the name it was written with. */
    final Map<String, String> originalNames = new HashMap<>();

    /** Set by {@link NameLocals}. */
    LocalNames names = LocalNames.NONE;

    /** Set by {@link BuildRuleTree}. */
    RuleTree<RuleDraft> tree = new RuleTree.Builder<RuleDraft>().build();

    /** Set by {@link BuildGraph}. */
    DraftGraph graph = new DraftGraph();

    /** Set by {@link CheckTypes}. */
    DocumentTypes types = DocumentTypes.NONE;

    Draft(List<Module> modules, CompileSettings settings) {
        this.settings = settings;
        this.modules =
                modules.stream()
                        .sorted(Comparator.comparing(m -> m.source().name()))
                        .map(ModuleDraft::new)
                        .toList();
    }

    /** The functions there are, by the rule tree as it stands. */
    Functions functions() {
        return new Functions(settings, tree);
    }

    /** Whether the checks that OPA 1.0 made unconditional hold for this module. */
    boolean checksAsV1(ModuleDraft module) {
        return settings.strict() || module.source.checksAsV1();
    }
}
