package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One case of OPA's compliance suite.
 *
 * @param source the file it was read from
 * @param file with its category in front: {@code aggregates/test-sum.yaml}
 * @param index of the case in its file, from 0; notes are not unique
 * @param modules sources, to be named {@code test-0.rego} and so on
 * @param input null for none
 * @param inputTerm Rego text of the input, instead of {@code input}; null for none
 * @param wantResult the solutions; null when an error alone is wanted
 * @param wantErrorCode null when none is wanted
 * @param wantError part of the error's line; null when none is wanted
 * @param strictErrors builtin errors are errors
 * @param sortBindings arrays at the top of a binding are compared as if sorted
 * @param ignoreGeneratedVars bindings of generated variables do not count
 */
public record ComplianceCase(
        Path source,
        String file,
        int index,
        String note,
        String query,
        List<String> modules,
        Obj data,
        @Nullable Value input,
        @Nullable String inputTerm,
        @Nullable Array wantResult,
        @Nullable String wantErrorCode,
        @Nullable String wantError,
        boolean strictErrors,
        boolean sortBindings,
        boolean ignoreGeneratedVars) {
    public ComplianceCase {
        modules = List.copyOf(modules);
    }

    /** What known gaps are keyed by. */
    public String key() {
        return file + "#" + index;
    }

    /** The folder the case's file lies in. */
    public String category() {
        int slash = file.lastIndexOf('/');
        return slash < 0 ? file : file.substring(0, slash);
    }

    /**
     * Reads a case as the files have it.
     *
     * @param source the file
     * @param file when the case does not say its own
     * @param index when the case does not say its own
     */
    static ComplianceCase read(Obj c, Path source, String file, int index) {
        List<String> modules = new ArrayList<>();
        if (c.get("modules") instanceof Array a) {
            a.forEach(m -> modules.add(((Str) m).text()));
        }
        String ownFile = text(c, "file");
        return new ComplianceCase(
                source,
                ownFile == null ? file : ownFile,
                c.get("index") instanceof Num n ? (int) n.longOr(index) : index,
                orEmpty(text(c, "note")),
                orEmpty(text(c, "query")),
                modules,
                c.get("data") instanceof Obj o ? o : Obj.EMPTY,
                c.get("input"),
                text(c, "input_term"),
                c.get("want_result") instanceof Array a ? a : null,
                text(c, "want_error_code"),
                text(c, "want_error"),
                c.get("strict_error") == Bool.TRUE,
                c.get("sort_bindings") == Bool.TRUE,
                c.get("ignore_generated_vars") == Bool.TRUE);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String text(Obj c, String field) {
        return c.get(field) instanceof Str s ? s.text() : null;
    }
}
