package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Expressions with the variables in them that nothing gives a value to, by identity. Threading: confined to one compilation. */
final class UnsafeVars {
    private static final Set<String> KEYWORDS =
            Set.of("in", "every", "contains", "if", "not", "and", "or");

    private final Map<Expr, Set<String>> byExpr = new IdentityHashMap<>();

    void add(Expr expr, String name) {
        byExpr.computeIfAbsent(expr, _ -> new LinkedHashSet<>()).add(name);
    }

    void set(Expr expr, Set<String> names) {
        byExpr.put(expr, new LinkedHashSet<>(names));
    }

    /** Strikes variables that got a value; true when none is left in the expression. */
    boolean settle(Expr expr, Set<String> outputs, Set<String> safe) {
        Set<String> open = byExpr.get(expr);
        if (open != null) {
            open.removeIf(name -> outputs.contains(name) || safe.contains(name));
            if (!open.isEmpty()) {
                return false;
            }
            byExpr.remove(expr);
        }
        return true;
    }

    void addAll(UnsafeVars others) {
        others.byExpr.forEach((expr, names) -> names.forEach(name -> add(expr, name)));
    }

    boolean isEmpty() {
        return byExpr.isEmpty();
    }

    /**
     * One fault a variable. A variable that only waits for the right side of its own {@code :=} is not named beside those that cause it.
     *
     * @param originalNames generated name to written name
     * @param scope stands behind each message
     */
    List<Diagnostic> faults(Map<String, String> originalNames, String scope) {
        var first = new TreeMap<String, Location>();
        byExpr.forEach((expr, names) ->
                names.forEach(name ->
                        first.merge(name, expr.at(), (a, b) -> a.compareTo(b) <= 0 ? a : b)));
        Set<String> assigned = assigned();
        List<String> written =
                first.keySet().stream()
                        .filter(n -> !LocalNames.isGenerated(originalNames.getOrDefault(n, n)))
                        .sorted(Comparator.comparing(first::get))
                        .toList();
        boolean hasCause = written.stream().anyMatch(n -> !assigned.contains(n));
        var faults = new ArrayList<Diagnostic>();
        for (String name : written) {
            if (!hasCause || !assigned.contains(name)) {
                faults.add(
                        fault(
                                LocalNames.shown(name, originalNames),
                                Objects.requireNonNull(first.get(name)),
                                scope));
            }
        }
        return faults.isEmpty() ? generated(scope) : faults;
    }

    private static Diagnostic fault(String name, Location at, String scope) {
        String message = "var " + name + " is unsafe" + scope;
        return new Diagnostic(
                Code.UNSAFE_VAR,
                KEYWORDS.contains(name)
                        ? message
                                + " (hint: `import future.keywords."
                                + name
                                + "` to import a future keyword)"
                        : message,
                at);
    }

    /** Only made-up variables are unsafe: their names mean nothing to anyone, so the expressions are named. */
    private List<Diagnostic> generated(String scope) {
        var seen = new LinkedHashSet<String>();
        var faults = new ArrayList<Diagnostic>();
        byExpr.entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getKey().at()))
                .forEach(e -> {
                    boolean isNew = false;
                    for (String name : e.getValue()) {
                        isNew |= LocalNames.isGenerated(name) && seen.add(name);
                    }
                    if (isNew) {
                        faults.add(
                                new Diagnostic(
                                        Code.UNSAFE_VAR,
                                        "expression is unsafe" + scope,
                                        e.getKey().at()));
                    }
                });
        return faults;
    }

    /** The variables on the left side of an unsafe {@code :=}. */
    private Set<String> assigned() {
        var names = new LinkedHashSet<String>();
        for (Expr expr : byExpr.keySet()) {
            if (expr.form() instanceof Form.CallForm call
                    && Unifying.isAssigned(call)
                    && call.args().size() == 2) {
                names.addAll(Vars.of(call.args().getFirst()));
            }
        }
        return names;
    }
}
