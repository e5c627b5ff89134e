package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.Term;

import java.util.LinkedHashSet;
import java.util.Set;

/** The names that a body declares, with {@code :=} and {@code some}, before anything is rewritten; those of comprehensions are not its own. */
final class DeclaredVars {
    private DeclaredVars() {}

    static Set<String> of(Body body) {
        var names = new LinkedHashSet<String>();
        body.forEach(e -> collect(e, names));
        return names;
    }

    static Set<String> of(Node node) {
        var names = new LinkedHashSet<String>();
        collect(node, names);
        return names;
    }

    private static void collect(Node root, Set<String> names) {
        Walk.over(
                root,
                node -> {
                    switch (node) {
                        case Form.CallForm call
                                when call.isAssignment() && call.args().size() == 2 ->
                                names.addAll(Vars.of(call.args().getFirst()));
                        case Form.SomeVars some -> some.vars().forEach(v -> names.add(v.name()));
                        case Form.SomeIn some -> {
                            if (some.key() != null) {
                                names.addAll(Vars.of(some.key()));
                            }
                            names.addAll(Vars.of(some.value()));
                        }
                        default -> {}
                    }
                    return !(node instanceof Term term && Walk.isComprehension(term));
                });
    }
}
