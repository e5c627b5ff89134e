package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what a body declares and nobody uses: with {@code some} always, with {@code :=} when strict. After the first body with such a variable the rest
 * of the rule is left alone. Threading: confined to one compilation.
 */
final class UnusedLocals {
    private final LocalScopes scopes;
    private final boolean strict;
    private final List<Diagnostic> found = new ArrayList<>();

    UnusedLocals(LocalScopes scopes, boolean strict) {
        this.scopes = scopes;
        this.strict = strict;
    }

    List<Diagnostic> found() {
        return found;
    }

    /**
     * Looks at the innermost scope.
     *
     * @param written the body before it was rewritten
     * @param used names the surroundings use
     */
    void check(Body written, Body rewritten, Set<String> used) {
        if (found.isEmpty() && strict) {
            assigned(rewritten, used);
        }
        if (found.isEmpty()) {
            declared(written, rewritten, used);
        }
    }

    private void assigned(Body rewritten, Set<String> used) {
        for (String name : scopes.ofOrigin(LocalScopes.Origin.ASSIGNED)) {
            String renamed = scopes.renamed(name);
            if (scopes.uses(name) <= 1 && !used.contains(renamed) && !used.contains(name)) {
                Expr at = rewritten.get(0);
                for (Expr expr : rewritten) {
                    if (Vars.of(expr).contains(renamed)) {
                        at = expr;
                        break;
                    }
                }
                found.add(
                        new Diagnostic(Code.COMPILE, "assigned var " + name + " unused", at.at()));
            }
        }
    }

    private void declared(Body written, Body rewritten, Set<String> used) {
        List<String> declared = scopes.ofOrigin(LocalScopes.Origin.DECLARED);
        if (declared.isEmpty()) {
            return;
        }
        var inUse = new LinkedHashSet<>(Vars.of(rewritten));
        for (String name : used) {
            String renamed = scopes.renamed(name);
            inUse.add(renamed == null ? name : renamed);
        }
        for (String name : declared) {
            String renamed = scopes.renamed(name);
            if (!inUse.contains(renamed) && !LocalNames.isGenerated(name)) {
                Expr at = written.get(0);
                for (Expr expr : written) {
                    if (DeclaredVars.of(expr).contains(name)) {
                        at = expr;
                        break;
                    }
                }
                found.add(
                        new Diagnostic(Code.COMPILE, "declared var " + name + " unused", at.at()));
            }
        }
    }
}
