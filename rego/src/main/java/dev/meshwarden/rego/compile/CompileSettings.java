package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinTable;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Function;

/**
 * What the stages go by.
 *
 * @param strict unused imports and unused variables are errors, and modules of v0 get the checks of v1
 * @param keepsPrint calls of print stay; else they are erased
 * @param forbidden builtins whose calls are errors
 * @param builtins the builtin of a name; null when there is none
 */
public record CompileSettings(
        boolean strict,
        boolean keepsPrint,
        Set<String> forbidden,
        Function<String, @Nullable Builtin> builtins) {
    /** Not strict, print kept, nothing forbidden, every builtin of the table. */
    public static final CompileSettings STANDARD =
            new CompileSettings(false, true, Set.of(), BuiltinTable::find);

    public CompileSettings {
        forbidden = Set.copyOf(forbidden);
    }

    public CompileSettings withStrict(boolean on) {
        return new CompileSettings(on, keepsPrint, forbidden, builtins);
    }

    public CompileSettings withPrint(boolean kept) {
        return new CompileSettings(strict, kept, forbidden, builtins);
    }

    public CompileSettings withForbidden(Set<String> names) {
        return new CompileSettings(strict, keepsPrint, names, builtins);
    }

    public CompileSettings withBuiltins(Function<String, @Nullable Builtin> lookup) {
        return new CompileSettings(strict, keepsPrint, forbidden, lookup);
    }
}
