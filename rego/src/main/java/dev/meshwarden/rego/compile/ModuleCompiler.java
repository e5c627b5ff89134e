package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Module;

import java.util.List;

/** Compiles modules together: runs {@link Stages} over them. */
public final class ModuleCompiler {
    private ModuleCompiler() {}

    /** All or nothing. The names of the modules' sources must differ. */
    public static ModuleCompilation compile(List<Module> modules, CompileSettings settings) {
        var draft = new Draft(modules, settings);
        for (Stage stage : Stages.OF_MODULES) {
            stage.run(draft);
            if (draft.problems.stops()) {
                break;
            }
        }
        return draft.problems.isEmpty()
                ? new ModuleCompilation.Compiled(Freezer.freeze(draft))
                : new ModuleCompilation.Rejected(draft.problems.sorted());
    }
}
