package dev.meshwarden.rego.builtin.strings;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.type.Type;

import java.util.List;

/** Every builtin on strings. */
public final class StringBuiltins {
    private static final Type.Function CONTAINS =
            Signature.of("haystack: string, needle: string -> boolean");
    private static final Type.Function BASE =
            Signature.of("search: string, base: string -> boolean");
    private static final Type.Function AFFIXES =
            Signature.of(
                    "search: string | array[string] | set[string],"
                            + " base: string | array[string] | set[string] -> boolean");
    private static final Type.Function MAP = Signature.of("x: string -> string");
    private static final Type.Function CUTSET =
            Signature.of("value: string, cutset: string -> string");

    public static final List<Builtin> ALL =
            List.of(
                    pure("contains", CONTAINS, Search::contains),
                    pure("startswith", BASE, Search::startsWith),
                    pure("endswith", BASE, Search::endsWith),
                    pure(
                            "indexof",
                            Signature.of("haystack: string, needle: string -> number"),
                            Search::indexOf),
                    pure(
                            "indexof_n",
                            Signature.of("haystack: string, needle: string -> array[number]"),
                            Search::indexOfAll),
                    pure(
                            "strings.count",
                            Signature.of("search: string, substring: string -> number"),
                            Search::count),
                    pure("strings.any_prefix_match", AFFIXES, Affixes::anyPrefix),
                    pure("strings.any_suffix_match", AFFIXES, Affixes::anySuffix),
                    pure(
                            "concat",
                            Signature.of(
                                    "delimiter: string,"
                                            + " collection: array[string] | set[string] -> string"),
                            Pieces::concat),
                    pure(
                            "split",
                            Signature.of("x: string, delimiter: string -> array[string]"),
                            Pieces::split),
                    pure(
                            "strings.split_n",
                            Signature.of(
                                    "x: string, delimiter: string, n: number -> array[string]"),
                            Pieces::splitN),
                    pure(
                            "substring",
                            Signature.of("value: string, offset: number, length: number -> string"),
                            Pieces::substring),
                    pure("strings.reverse", MAP, Letters::reverse),
                    pure("lower", MAP, Letters::lower),
                    pure("upper", MAP, Letters::upper),
                    pure("trim", CUTSET, (_, a) -> Trim.cutset(a, true, true)),
                    pure("trim_left", CUTSET, (_, a) -> Trim.cutset(a, true, false)),
                    pure("trim_right", CUTSET, (_, a) -> Trim.cutset(a, false, true)),
                    pure(
                            "trim_prefix",
                            Signature.of("value: string, prefix: string -> string"),
                            Trim::prefix),
                    pure(
                            "trim_suffix",
                            Signature.of("value: string, suffix: string -> string"),
                            Trim::suffix),
                    pure("trim_space", Signature.of("value: string -> string"), Trim::space),
                    pure(
                            "replace",
                            Signature.of("x: string, old: string, new: string -> string"),
                            Replacing::replace),
                    pure(
                            "strings.replace_n",
                            Signature.of(
                                    "patterns: object{[string]: string}, value: string -> string"),
                            Replacing::replaceMany),
                    pure(
                            "sprintf",
                            Signature.of("format: string, values: array[any] -> string"),
                            Sprintf::call),
                    pure(
                            "format_int",
                            Signature.of("number: number, base: number -> string"),
                            Letters::formatInteger));

    private StringBuiltins() {}
}
