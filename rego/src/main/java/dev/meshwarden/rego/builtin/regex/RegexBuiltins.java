package dev.meshwarden.rego.builtin.regex;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;

import java.util.List;

/** Every builtin on regular expressions. */
public final class RegexBuiltins {
    /** Shared with its deprecated name. */
    public static final Builtin.Body MATCH = Matching::match;

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "regex.match",
                            Signature.of("pattern: string, value: string -> boolean"),
                            MATCH),
                    pure(
                            "regex.is_valid",
                            Signature.of("pattern: string -> boolean"),
                            Matching::isValid),
                    pure(
                            "regex.template_match",
                            Signature.of(
                                    "template: string, value: string, delimiter_start: string,"
                                            + " delimiter_end: string -> boolean"),
                            TemplateMatch::call),
                    pure(
                            "regex.find_n",
                            Signature.of(
                                    "pattern: string, value: string, number: number"
                                            + " -> array[string]"),
                            Finding::find),
                    pure(
                            "regex.find_all_string_submatch_n",
                            Signature.of(
                                    "pattern: string, value: string, number: number"
                                            + " -> array[array[string]]"),
                            Finding::findGroups),
                    pure(
                            "regex.split",
                            Signature.of("pattern: string, value: string -> array[string]"),
                            Finding::split),
                    pure(
                            "regex.replace",
                            Signature.of("s: string, pattern: string, value: string -> string"),
                            Replacement::call),
                    pure(
                            "regex.globs_match",
                            Signature.of("glob1: string, glob2: string -> boolean"),
                            GlobsMatch::call));

    private RegexBuiltins() {}
}
