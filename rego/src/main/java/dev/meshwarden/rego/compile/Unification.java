package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.TermOrder;
import dev.meshwarden.rego.ast.Var;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Works out which variables have a value once two terms are made equal, given those that had one before. */
final class Unification {
    private final Predicate<String> safe;
    private final Set<String> bound = new LinkedHashSet<>();

    /** Variable to the variables it waits for. */
    private final Map<String, Set<String>> waiting = new LinkedHashMap<>();

    private Unification(Predicate<String> safe) {
        this.safe = safe;
    }

    static Set<String> bound(Predicate<String> safe, Term a, Term b) {
        var unification = new Unification(safe);
        unification.unify(a, b);
        return unification.bound;
    }

    /** Whether what a reference begins with is bound. */
    static boolean isSafe(Ref ref, Predicate<String> safe) {
        return ref.head() instanceof Var(var name, _)
                ? safe.test(name)
                : Vars.of(ref.head(), Vars.SAFETY).stream().allMatch(safe);
    }

    private static boolean isSafe(Call call, Predicate<String> safe) {
        return Vars.of(call, Vars.SAFETY).stream().allMatch(safe);
    }

    private boolean has(String name) {
        return safe.test(name) || bound.contains(name);
    }

    private void unify(Term a, Term b) {
        switch (a) {
            case Var(var name, _) -> unifyVar(name, b);
            case Ref ref -> bindPattern(b, isSafe(ref, safe));
            case Call call -> bindPattern(b, isSafe(call, safe));
            case ArrayComp _ -> bindPattern(b, !(b instanceof ObjectTerm));
            case ObjectComp _ -> bindPattern(b, !(b instanceof ArrayTerm));
            case SetComp _ -> bindPattern(b, b instanceof Var);
            case ArrayTerm array -> unifyArray(array, b);
            case ObjectTerm object -> unifyObject(object, b);
            default -> bindPattern(b, b instanceof Var);
        }
    }

    /** Binds what the other side can bind when this side has a value. */
    private void bindPattern(Term other, boolean hasValue) {
        if (hasValue) {
            switch (other) {
                case Var(var name, _) -> bind(name);
                case ArrayTerm _, ObjectTerm _ -> bindAll(other);
                default -> {}
            }
        }
    }

    private void unifyVar(String a, Term b) {
        switch (b) {
            case Var(var name, _) -> {
                if (has(name)) {
                    bind(a);
                } else if (has(a)) {
                    bind(name);
                } else {
                    wait(a, name);
                    wait(name, a);
                }
            }
            case ArrayTerm _, ObjectTerm _ -> unifyAll(a, b);
            case Ref ref -> {
                if (isSafe(ref, safe)) {
                    bind(a);
                }
            }
            case Call call -> {
                if (isSafe(call, safe)) {
                    bind(a);
                }
            }
            default -> bind(a);
        }
    }

    private void unifyArray(ArrayTerm a, Term b) {
        switch (b) {
            case Var(var name, _) -> unifyAll(name, a);
            case ArrayComp _, ObjectComp _, SetComp _ -> bindAll(a);
            case Ref ref when isSafe(ref, safe) -> bindAll(a);
            case Call call when isSafe(call, safe) -> bindAll(a);
            case ArrayTerm other when other.elements().size() == a.elements().size() -> {
                for (int i = 0; i < a.elements().size(); i++) {
                    unify(a.elements().get(i), other.elements().get(i));
                }
            }
            default -> {}
        }
    }

    private void unifyObject(ObjectTerm a, Term b) {
        switch (b) {
            case Var(var name, _) -> unifyAll(name, a);
            case Ref ref when isSafe(ref, safe) -> bindAll(a);
            case Call call when isSafe(call, safe) -> bindAll(a);
            case ObjectTerm other when other.entries().size() == a.entries().size() -> {
                var theirs = new TreeMap<Term, Term>(TermOrder.INSTANCE);
                other.entries().forEach(e -> theirs.put(e.key(), e.value()));
                for (ObjectTerm.Entry entry : a.entries()) {
                    Term value = theirs.get(entry.key());
                    if (value != null) {
                        unify(entry.value(), value);
                    }
                }
            }
            default -> {}
        }
    }

    private void bindAll(Term pattern) {
        Vars.of(pattern, Vars.PATTERN).forEach(this::bind);
    }

    private void unifyAll(String a, Term pattern) {
        if (has(a)) {
            bindAll(pattern);
            return;
        }
        Set<String> open = Vars.of(pattern, Vars.PATTERN);
        open.removeIf(this::has);
        if (open.isEmpty()) {
            bind(a);
        } else {
            open.forEach(name -> wait(a, name));
        }
    }

    private void wait(String name, String on) {
        waiting.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(on);
    }

    /** Binds a variable, all it waited for, and all that waited for nothing else. */
    private void bind(String first) {
        var open = new ArrayList<>(List.of(first));
        while (!open.isEmpty()) {
            String name = open.removeLast();
            bound.add(name);
            Set<String> waitedFor = waiting.remove(name);
            if (waitedFor != null) {
                open.addAll(waitedFor);
            }
            for (var entry : new HashMap<>(waiting).entrySet()) {
                if (entry.getValue().remove(name) && entry.getValue().isEmpty()) {
                    waiting.remove(entry.getKey());
                    open.add(entry.getKey());
                }
            }
        }
    }
}
