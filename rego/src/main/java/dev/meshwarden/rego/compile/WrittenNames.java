package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;

import java.util.Map;

/**
 * References as their author wrote them.
 *
 * @param original generated name of a local to its own
 * @param standIns generated name to the term that was taken out in its favour
 */
record WrittenNames(Map<String, String> original, Map<String, Term> standIns) {
    Ref of(Ref ref) {
        return new Ref(term(ref.head()), TreeChange.each(ref.path(), this::term), ref.at());
    }

    private Term term(Term written) {
        return new TreeChange() {
            @Override
            Term term(Term term) {
                return switch (term) {
                    case Var v -> ofVar(v);
                    case Ref r -> of(r);
                    default -> super.term(term);
                };
            }
        }.term(written);
    }

    private Term ofVar(Var local) {
        Term taken = standIns.get(local.name());
        if (taken != null) {
            return taken;
        }
        String name = original.get(local.name());
        return name == null ? local : new Var(name, local.at());
    }

    /** A look into a number or the like is let pass: it finds nothing, whatever the types say. */
    boolean standsForScalar(Term head) {
        return head instanceof Var v && standIns.get(v.name()) instanceof Scalar;
    }
}
