package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables of a body that range over values the source lists: after {@code some r in ["a", "b"]} the reference {@code data[r].p} reads two rules, not all. Only what
 * stands in front of an expression counts for it.
 */
final class FiniteValues {
    /** A reference is not narrowed to more than this many. */
    private static final int MOST = 64;

    private record Binding(int index, String name, List<Value> values) {}

    private final List<Binding> bindings = new ArrayList<>();

    FiniteValues(Body body) {
        var known = new HashMap<String, List<Value>>();
        for (int i = 0; i < body.size(); i++) {
            Expr expr = body.get(i);
            if (expr.form() instanceof Form.CallForm call
                    && Unifying.is(call)
                    && call.args().size() == 2
                    && !expr.negated()
                    && expr.with().isEmpty()) {
                bind(i, call.args().get(0), call.args().get(1), known);
            }
        }
    }

    private void bind(int index, Term left, Term right, Map<String, List<Value>> known) {
        String name = null;
        List<Value> values = null;
        if (left instanceof Var(var l, _)) {
            name = l;
            values = valuesOf(right, known);
        }
        if (values == null && right instanceof Var(var r, _)) {
            name = r;
            values = valuesOf(left, known);
        }
        if (name != null && values != null && known.putIfAbsent(name, values) == null) {
            bindings.add(new Binding(index, name, values));
        }
    }

    /** The references that one may be when it stands in the expression at {@code index}; itself when nothing is known. */
    List<Ref> expand(Ref ref, int index) {
        var known = new HashMap<String, List<Value>>();
        for (Binding b : bindings) {
            if (b.index < index) {
                known.put(b.name, b.values);
            }
        }
        List<Ref> expanded = List.of(ref);
        for (int i = 0; !known.isEmpty() && i < ref.path().size(); i++) {
            Term part = ref.path().get(i);
            List<Value> values = Constants.is(part) ? null : valuesOf(part, known);
            if (values == null
                    || values.isEmpty()
                    || expanded.size() * values.size() > MOST
                    || !values.stream().allMatch(FiniteValues::isScalar)) {
                continue;
            }
            var next = new ArrayList<Ref>(expanded.size() * values.size());
            for (Ref prefix : expanded) {
                for (Value value : values) {
                    var path = new ArrayList<>(prefix.path());
                    path.set(i, new Scalar(value, Location.NONE));
                    next.add(prefix.withPath(path));
                }
            }
            expanded = next;
        }
        return expanded;
    }

    private static boolean isScalar(Value value) {
        return switch (value) {
            case Null _, Bool _, Num _, Str _ -> true;
            case Array _, Obj _, RegoSet _ -> false;
        };
    }

    private static @Nullable List<Value> valuesOf(Term term, Map<String, List<Value>> known) {
        return switch (term) {
            case Var(var name, _) -> known.get(name);
            case Ref ref -> valuesAt(ref, known);
            default -> {
                Value value = Constants.of(term);
                yield value == null ? null : List.of(value);
            }
        };
    }

    private static @Nullable List<Value> valuesAt(Ref ref, Map<String, List<Value>> known) {
        List<Value> values = valuesOf(ref.head(), known);
        for (Term part : ref.path()) {
            if (values == null) {
                return null;
            }
            Value key = Constants.of(part);
            var next = new ArrayList<Value>();
            for (Value value : values) {
                if (key != null) {
                    Value member = member(value, key);
                    if (member != null) {
                        next.add(member);
                    }
                } else if (!addMembers(value, next)) {
                    return null;
                }
            }
            if (next.size() > MOST) {
                return null;
            }
            values = next;
        }
        return values;
    }

    private static @Nullable Value member(Value of, Value key) {
        return switch (of) {
            case Array array -> array.get(key);
            case Obj object -> object.get(key);
            case RegoSet set -> set.contains(key) ? key : null;
            case Null _, Bool _, Num _, Str _ -> null;
        };
    }

    private static boolean addMembers(Value of, List<Value> out) {
        switch (of) {
            case Array array -> array.forEach(out::add);
            case Obj object -> object.forEach((_, value) -> out.add(value));
            case RegoSet set -> set.forEach(out::add);
            case Null _, Bool _, Num _, Str _ -> {
                return false;
            }
        }
        return true;
    }
}
