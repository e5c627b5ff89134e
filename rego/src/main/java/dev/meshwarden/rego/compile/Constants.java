package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/** Terms whose value stands in the source. */
final class Constants {
    private Constants() {}

    static boolean is(Term term) {
        return !(term instanceof Ref)
                && !Walk.any(
                        term,
                        n ->
                                n != term
                                        && n instanceof Term t
                                        && !isCollection(t)
                                        && !(t instanceof Scalar))
                && (isCollection(term) || term instanceof Scalar);
    }

    private static boolean isCollection(Term term) {
        return term instanceof ArrayTerm || term instanceof ObjectTerm || term instanceof SetTerm;
    }

    /** The value of a term; null when the source does not say it. */
    static @Nullable Value of(Term term) {
        return is(term) ? value(term) : null;
    }

    private static Value value(Term term) {
        return switch (term) {
            case Scalar(var value, _) -> value;
            case ArrayTerm(var elements, _) -> {
                Array.Builder array = Array.builder(elements.size());
                elements.forEach(e -> array.add(value(e)));
                yield array.build();
            }
            case ObjectTerm(var entries, _) -> {
                Obj.Builder object = Obj.builder(entries.size());
                entries.forEach(e -> object.put(value(e.key()), value(e.value())));
                yield object.build();
            }
            case SetTerm(var members, _) -> {
                RegoSet.Builder set = RegoSet.builder(members.size());
                members.forEach(m -> set.add(value(m)));
                yield set.build();
            }
            default -> throw new IllegalStateException("bug: no constant: " + term.kind());
        };
    }

    /** The term that says a value, all of it at one place. */
    static Term term(Value value, Location at) {
        return switch (value) {
            case Null _, Bool _, Num _, Str _ -> new Scalar(value, at);
            case Array array ->
                    new ArrayTerm(array.asList().stream().map(v -> term(v, at)).toList(), at);
            case Obj object -> {
                var entries = new ArrayList<ObjectTerm.Entry>(object.size());
                object.forEach(
                        (k, v) -> entries.add(new ObjectTerm.Entry(term(k, at), term(v, at))));
                yield new ObjectTerm(entries, at);
            }
            case RegoSet set -> {
                var members = new ArrayList<Term>(set.size());
                set.forEach(m -> members.add(term(m, at)));
                yield new SetTerm(members, at);
            }
        };
    }
}
