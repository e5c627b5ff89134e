package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.TermOrder;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.type.TypeText;
import dev.meshwarden.rego.type.Types;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A type error. Messages are OPA's; what OPA prints on further lines, what is there and what was wanted, is the hint.
 *
 * @param ofUnknown some type in it is not known, so another fault is likely the cause
 */
record TypeFault(Diagnostic diagnostic, boolean ofUnknown) {
    /** Types longer than this are cut in hints. */
    private static final int WIDEST = 240;

    static TypeFault mismatch(Location at, Type left, Type right) {
        String hint = "left: " + cut(TypeText.of(left)) + "; right: " + cut(TypeText.of(right));
        return new TypeFault(
                new Diagnostic(Code.TYPE, "match error", at, hint),
                Types.hasUnknown(left) || Types.hasUnknown(right));
    }

    static TypeFault undefinedFunction(Location at, Ref name) {
        return new TypeFault(new Diagnostic(Code.TYPE, "undefined function " + name, at), false);
    }

    static TypeFault arguments(
            Location at, Ref name, String what, List<Type> have, Type.Function want) {
        String given = have.stream().map(TypeText::of).collect(Collectors.joining(", ", "(", ")"));
        String taken =
                want.arguments().stream().map(TypeText::argument).collect(Collectors.joining(", "));
        String result =
                hasResult(want) ? (taken.isEmpty() ? "" : ", ") + TypeText.of(want.result()) : "";
        String more =
                want.variadic()
                        .map(v -> (taken.isEmpty() ? "" : ", ") + TypeText.of(v) + "...")
                        .orElse("");
        String hint = "have: " + cut(given) + "; want: " + cut("(" + taken + result + more + ")");
        return new TypeFault(
                new Diagnostic(Code.TYPE, name + ": " + what, at, hint),
                have.stream().anyMatch(Types::hasUnknown));
    }

    static boolean hasResult(Type.Function function) {
        return Types.isKnown(function.result()) && !(function.result() instanceof Type.Nothing);
    }

    /** Something is looked up in a value that has no members, or in a function. */
    static TypeFault unsupported(Location at, Ref ref, Type have) {
        String message = "undefined ref: " + ref;
        if (have instanceof Type.Function) {
            message = "function " + withoutGeneratedTail(ref) + " used as reference, not called";
        }
        return new TypeFault(
                new Diagnostic(Code.TYPE, message, at, "have: " + cut(TypeText.of(have))), false);
    }

    private static Ref withoutGeneratedTail(Ref ref) {
        int size = ref.path().size();
        return size > 0 && ref.path().getLast().toString().matches("__local\\d+__")
                ? ref.withPath(ref.path().subList(0, size - 1))
                : ref;
    }

    /**
     * The value has members, but not this one.
     *
     * @param have type of the key; unknown when the key itself says it
     * @param oneOf the keys there are; empty when the type says it
     */
    static TypeFault undefined(
            Location at, Ref ref, Term key, Type have, Type want, List<Term> oneOf) {
        String given = Types.isKnown(have) ? "have (type): " + TypeText.of(have) : "have: " + key;
        String wanted;
        if (!oneOf.isEmpty()) {
            var sorted = new TreeSet<Term>(TermOrder.INSTANCE);
            sorted.addAll(oneOf);
            wanted =
                    "want (one of): "
                            + sorted.stream()
                                    .map(Term::toString)
                                    .collect(Collectors.joining(" ", "[", "]"));
        } else {
            wanted =
                    Types.isKnown(want) ? "want (type): " + TypeText.of(want) : "want (one of): []";
        }
        return new TypeFault(
                new Diagnostic(
                        Code.TYPE, "undefined ref: " + ref, at, cut(given) + "; " + cut(wanted)),
                false);
    }

    private static String cut(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST) + "...";
    }
}
