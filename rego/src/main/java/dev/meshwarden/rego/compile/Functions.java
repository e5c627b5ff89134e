package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.builtin.Builtin;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Looks up what a call may call: builtins, and the rules of a tree. */
final class Functions {
    /** Builtins that answer nothing; their calls have no value. */
    private static final Set<String> VOID = Set.of("print", "internal.print", "internal.test_case");

    final RuleTree<? extends RuleShape> tree;
    private final CompileSettings settings;

    Functions(CompileSettings settings, RuleTree<? extends RuleShape> tree) {
        this.settings = settings;
        this.tree = tree;
    }

    /** What the planner does itself. */
    private static final Set<String> UNIFYING = Set.of("eq", "assign");

    /** Null when no builtin has the name. */
    @Nullable Builtin builtin(String name) {
        return settings.builtins().apply(name);
    }

    boolean isBuiltin(String name) {
        return UNIFYING.contains(name) || builtin(name) != null;
    }

    boolean isForbidden(String name) {
        return settings.forbidden().contains(name);
    }

    static boolean isVoid(String name) {
        return VOID.contains(name);
    }

    /** How many arguments it takes; -1 when there is no such function or it takes any number. */
    int arity(Ref operator) {
        String name = operator.dotted();
        if (UNIFYING.contains(name)) {
            return 2;
        }
        Builtin builtin = builtin(name);
        if (builtin != null) {
            return builtin.signature().variadic().isPresent() ? -1 : builtin.arity();
        }
        RuleTree<? extends RuleShape> node = tree.find(operator);
        return node == null || node.rules().isEmpty()
                ? -1
                : node.rules().getFirst().head().args().size();
    }

    /** Whether a rule with arguments lies at this reference. */
    boolean isFunctionOfPolicy(Ref ref) {
        RuleTree<? extends RuleShape> node = tree.find(ref);
        return node != null && node.rules().stream().anyMatch(r -> r.head().isFunction());
    }
}
