package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.Ref;

import java.util.List;
import java.util.function.Consumer;

/** A module while the stages rewrite its rules. Threading: confined to one compilation. */
final class ModuleDraft {
    final Module source;
    final Ref path;
    final List<RuleDraft> rules;
    List<Import> imports;

    ModuleDraft(Module source) {
        this.source = source;
        this.path = source.path();
        this.imports = source.imports();
        this.rules = source.rules().stream().map(r -> new RuleDraft(this, r)).toList();
    }

    /** Every rule with its else branches, in source order. */
    void eachBranch(Consumer<RuleDraft> action) {
        rules.forEach(r -> r.branches(action));
    }
}
