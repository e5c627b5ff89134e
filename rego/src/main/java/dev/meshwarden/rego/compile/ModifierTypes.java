package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.type.Types;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What documents are under modifiers: a replaced one may also be what replaces it, and rules that depend on it may be anything.
 */
final class ModifierTypes {
    private final Function<Ref, List<Ref>> dependents;
    private final Map<String, TypeTree> relaxed = new HashMap<>();

    /**
     * @param dependents paths of the rules that a reference may lead to, and of all rules that read them, however far away
     */
    ModifierTypes(Function<Ref, List<Ref>> dependents) {
        this.dependents = dependents;
    }

    /** What one expression sees; the layer itself when it has no modifiers. */
    TypeEnv env(TypeEnv around, Expr expr) {
        TypeEnv env = around;
        var replaced = new TypeTree();
        for (With with : expr.with()) {
            Ref target = with.target();
            Type type = around.typeOf(target);
            boolean function = type instanceof Type.Function;
            TypeTree loose = relaxed(target, function);
            if (loose != null) {
                env = env.under(loose);
            }
            if (!function) {
                replaced.put(target.groundPrefix().parts(), replacement(around, with, type));
            }
        }
        return replaced.hasChildren() ? env.under(replaced) : env;
    }

    private static Type replacement(TypeEnv env, With with, Type type) {
        if (!with.target().isGround() || !Types.isKnown(type)) {
            return Type.ANY;
        }
        Type value = env.typeOf(with.value());
        Type both = Types.isKnown(value) ? Types.or(type, value) : Type.UNKNOWN;
        return Types.isKnown(both) ? both : Type.ANY;
    }

    private @Nullable TypeTree relaxed(Ref target, boolean function) {
        TypeTree tree =
                relaxed.computeIfAbsent(
                        (function ? "f:" : "") + target,
                        _ -> {
                            var loose = new TypeTree();
                            for (Ref ref : dependents.apply(target)) {
                                if (!(function && ref.same(target))) {
                                    loose.put(ref.parts(), Type.ANY);
                                }
                            }
                            return loose;
                        });
        return tree.hasChildren() ? tree : null;
    }
}
