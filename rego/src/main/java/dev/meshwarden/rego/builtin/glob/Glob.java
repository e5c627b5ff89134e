package dev.meshwarden.rego.builtin.glob;

import com.google.re2j.Pattern;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Str;

/** A glob without delimiters, for those who match names of files. */
public final class Glob {
    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Throws {@link BuiltinError} for what is no pattern. */
    public static Glob of(String pattern) {
        return new Glob(Pattern.compile(GlobPattern.toRegex(Str.of(pattern), "")));
    }

    public boolean matches(String text) {
        return pattern.matches(text);
    }
}
