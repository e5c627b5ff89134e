package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A reference that may read a rule: whether it does hangs on variables.
 *
 * @param ref as it stood when the graph was made
 * @param narrowed the same with variables of one known value replaced
 * @param bound variables that may have a value where it stands
 * @param origins where its variables get theirs
 */
record DynamicRead(Ref ref, Ref narrowed, Set<String> bound, Map<String, VarOrigin> origins) {

    /** Whether a reference reads a rule whatever its variables hold. One that is unbound and stands in it once goes over everything. */
    static boolean surely(Ref ref, Ref rule, Set<String> bound) {
        int shared = Math.min(ref.path().size(), rule.path().size());
        for (int i = 0; i < shared; i++) {
            Term part = ref.path().get(i);
            if (!Constants.is(rule.path().get(i)) || isFree(part, ref, bound)) {
                continue;
            }
            if (!Constants.is(part) || !part.same(rule.path().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Where in the paths a variable must hold just what the rule has there; none when it can never be. */
    List<Integer> conditionsOn(Ref rule) {
        var at = new ArrayList<Integer>();
        int shared = Math.min(narrowed.path().size(), rule.path().size());
        for (int i = 0; i < shared; i++) {
            Term part = narrowed.path().get(i);
            if (!Constants.is(rule.path().get(i)) || isFree(part, narrowed, bound)) {
                continue;
            }
            if (!Constants.is(part)) {
                at.add(i);
            } else if (!part.same(rule.path().get(i))) {
                return at;
            }
        }
        return at;
    }

    private static boolean isFree(Term part, Ref ref, Set<String> bound) {
        return part instanceof Var(var name, _)
                && !bound.contains(name)
                && ref.path().stream().filter(part::same).count() == 1;
    }
}
