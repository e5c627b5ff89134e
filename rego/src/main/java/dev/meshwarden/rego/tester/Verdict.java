package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a case came out as it should.
 *
 * @param passed result or error code is the one wanted
 * @param text whether the error's text is the one wanted as well; NONE when none is
 * @param reason what is different; empty when nothing is
 */
public record Verdict(boolean passed, Text text, String reason) {
    /** How the error's text compares. */
    public enum Text {
        NONE,
        SAME,
        DIFFERENT
    }

    private static final int SHOWN = 400;

    /** A case that could not be run at all. */
    static Verdict failed(String reason) {
        return new Verdict(false, Text.NONE, reason);
    }

    /** Judges an error. */
    static Verdict ofError(ComplianceCase c, Diagnostic error) {
        String line = opaLine(error);
        Text text =
                c.wantError() == null
                        ? Text.NONE
                        : line.contains(c.wantError()) ? Text.SAME : Text.DIFFERENT;
        String code = error.code().text();
        if (c.wantErrorCode() != null) {
            return code.equals(c.wantErrorCode())
                    ? new Verdict(true, text, text == Text.DIFFERENT ? textReason(c, line) : "")
                    : new Verdict(false, text, "want " + c.wantErrorCode() + ", got " + line);
        }
        if (c.wantError() != null) {
            return text == Text.SAME
                    ? new Verdict(true, text, "")
                    : new Verdict(false, text, textReason(c, line));
        }
        return new Verdict(false, text, "unexpected error: " + line);
    }

    /** Judges solutions. */
    static Verdict ofResult(ComplianceCase c, List<Obj> bindings) {
        if (c.wantErrorCode() != null || c.wantError() != null) {
            return failed("want error, got " + shorten(bindings.toString()));
        }
        Array want = c.wantResult();
        if (want == null) {
            return failed("the case wants nothing");
        }
        RegoSet.Builder expected = RegoSet.builder();
        for (Value w : want) {
            expected.add(w);
        }
        RegoSet.Builder got = RegoSet.builder();
        for (Obj b : bindings) {
            got.add(asJson(b, c));
        }
        RegoSet e = expected.build();
        RegoSet g = got.build();
        return e.equals(g)
                ? new Verdict(true, Text.NONE, "")
                : failed("want " + shorten(e.toString()) + "\n      got  " + shorten(g.toString()));
    }

    private static Value asJson(Obj bindings, ComplianceCase c) {
        Obj.Builder out = Obj.builder();
        for (int i = 0; i < bindings.size(); i++) {
            Value name = bindings.keyAt(i);
            if (c.ignoreGeneratedVars()
                    && name instanceof Str s
                    && s.text().startsWith("__localq")) {
                continue;
            }
            Value value = JsonReader.read(JsonWriter.toJson(bindings.valueAt(i)));
            if (c.sortBindings() && value instanceof Array a) {
                List<Value> sorted = new ArrayList<>(a.asList());
                sorted.sort(null);
                value = Array.ofList(sorted);
            }
            out.put(name, value);
        }
        return out.build();
    }

    private static String textReason(ComplianceCase c, @Nullable String line) {
        return "want text " + c.wantError() + "\n      got       " + line;
    }

    /** As OPA words it: the place without its column. */
    private static String opaLine(Diagnostic error) {
        String place =
                error.at().row() == 0 ? "" : error.at().file() + ":" + error.at().row() + ": ";
        return place + error.code().text() + ": " + error.message();
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " …";
    }
}
