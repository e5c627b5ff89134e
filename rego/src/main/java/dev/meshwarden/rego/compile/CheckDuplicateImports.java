package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.diagnostic.Code;

import java.util.HashMap;

/** Refuses a second import of one name; in modules of v0 only when strict. Its place is OPA's, so that the faults found together are the same. */
final class CheckDuplicateImports implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            if (!draft.checksAsV1(module)) {
                continue;
            }
            var first = new HashMap<String, Import>();
            for (Import imported : module.imports) {
                Import before = first.putIfAbsent(imported.name(), imported);
                if (before != null) {
                    draft.problems.goOn(
                            Code.COMPILE, imported.at(), "import must not shadow " + before);
                }
            }
        }
    }
}
