package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * One builtin: signature and body together.
 *
 * @param name as policies call it, dots included
 * @param infix the operator it is written as, empty for none
 * @param trait what calls of it need beyond their arguments
 */
public record Builtin(String name, String infix, Type.Function signature, Trait trait, Body body) {
    private static final Set<String> SELECTING = Set.of("object.get", "min", "max");

    /** What sets a builtin apart from a plain function. */
    public enum Trait {
        /** The same arguments always give the same answer. */
        PURE,
        /** The answer is cached by name and arguments for the whole evaluation, and recorded. */
        NON_DETERMINISTIC,
        /** Answers an array of tuples, each a solution of the call. */
        RELATION,
        /** Kept for old modules; a compile error in new ones. */
        DEPRECATED
    }

    /** The work. Arguments are defined and have been checked against nothing: the body checks their types. */
    @FunctionalInterface
    public interface Body {
        /** The answer; null means undefined. Throws {@link BuiltinError}. */
        @Nullable Value call(BuiltinContext context, Value[] arguments);
    }

    public static Builtin pure(String name, Type.Function signature, Body body) {
        return new Builtin(name, "", signature, Trait.PURE, body);
    }

    public static Builtin infix(String name, String operator, Type.Function signature, Body body) {
        return new Builtin(name, operator, signature, Trait.PURE, body);
    }

    public static Builtin nonDeterministic(String name, Type.Function signature, Body body) {
        return new Builtin(name, "", signature, Trait.NON_DETERMINISTIC, body);
    }

    public static Builtin relation(String name, Type.Function signature, Body body) {
        return new Builtin(name, "", signature, Trait.RELATION, body);
    }

    public static Builtin deprecated(String name, Type.Function signature, Body body) {
        return new Builtin(name, "", signature, Trait.DEPRECATED, body);
    }

    /** Whether answers are new values, not parts of the arguments. */
    public boolean builds() {
        return !SELECTING.contains(name);
    }

    public int arity() {
        return signature.arguments().size();
    }
}
