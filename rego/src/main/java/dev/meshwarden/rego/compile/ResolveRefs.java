package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Replaces names of rules and imports by whole references, as {@link RefResolver} does it, and reports imports that nobody used when strict. First of all:
 * everything after it tells a document from a variable by its {@code data} or {@code input}.
 */
final class ResolveRefs implements Stage {
    @Override
    public void run(Draft draft) {
        Map<String, Set<String>> exports = new TreeMap<>(Comparator.naturalOrder());
        for (ModuleDraft module : draft.modules) {
            Set<String> names =
                    exports.computeIfAbsent(module.path.toString(), _ -> new TreeSet<>());
            module.rules.forEach(r -> names.add(r.head.name()));
        }
        for (ModuleDraft module : draft.modules) {
            var globals =
                    new Globals(
                            module.path,
                            exports.getOrDefault(module.path.toString(), Set.of()),
                            module.imports);
            module.eachBranch(rule -> resolve(rule, globals, draft.problems));
            if (draft.settings.strict()) {
                reportUnused(module, globals, draft.problems);
            }
        }
    }

    private static void resolve(RuleDraft rule, Globals globals, Problems problems) {
        var hidden = new LinkedHashSet<String>();
        for (Term argument : rule.head.args()) {
            if (!collect(argument, hidden, problems, rule)) {
                return;
            }
        }
        hidden.addAll(DeclaredVars.of(rule.body));
        var resolver = new RefResolver(globals, hidden);
        Head head = rule.head;
        rule.head =
                head.withRef(
                                head.ref()
                                        .withPath(
                                                TreeChange.each(head.ref().path(), resolver::term)))
                        .withYieldTerm(resolver.term(head.yields().term()));
        rule.body = resolver.body(rule.body);
    }

    /** The variables of an argument's pattern; false when it hides a root document. */
    private static boolean collect(
            Term term, Set<String> names, Problems problems, RuleDraft rule) {
        switch (term) {
            case Var(var name, _) -> names.add(name);
            case Ref ref -> {
                if (ref.isName("data") || ref.isName("input")) {
                    problems.stop(
                            Code.COMPILE,
                            rule.at,
                            "args must not shadow " + ref + " (use a different variable name)");
                    return false;
                }
                names.addAll(Vars.of(ref));
            }
            case ArrayTerm array -> {
                for (Term element : array.elements()) {
                    if (!collect(element, names, problems, rule)) {
                        return false;
                    }
                }
            }
            case ObjectTerm object -> {
                for (ObjectTerm.Entry entry : object.entries()) {
                    if (!collect(entry.value(), names, problems, rule)) {
                        return false;
                    }
                }
            }
            default -> {}
        }
        return true;
    }

    private static void reportUnused(ModuleDraft module, Globals globals, Problems problems) {
        for (var imported : module.imports) {
            if (!imported.isOfLanguage() && !globals.isUsed(imported.name())) {
                problems.goOn(Code.COMPILE, imported.at(), imported + " unused");
            }
        }
    }
}
