package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.type.Types;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether two terms can be equal by their types, and what that says of the variables in them. */
final class Unifier {
    private final TypeEnv env;

    Unifier(TypeEnv env) {
        this.env = env;
    }

    /** Whether the terms, of these types, can be equal. */
    boolean equal(Term a, Type typeA, Term b, Type typeB) {
        boolean unknownA = Types.hasUnknown(typeA);
        boolean unknownB = Types.hasUnknown(typeB);
        if (unknownA && !unknownB) {
            return fits(a, typeB, false);
        }
        if (unknownB && !unknownA) {
            return fits(b, typeA, false);
        }
        if (!unknownA) {
            return Compatible.types(typeA, typeB);
        }
        Boolean known = bothUnknown(a, b);
        if (known != null) {
            return known;
        }
        if (a instanceof Var && !Types.isKnown(typeA) && Types.isKnown(typeB)) {
            return fits(a, typeB, false);
        }
        return b instanceof Var
                && !Types.isKnown(typeB)
                && Types.isKnown(typeA)
                && fits(b, typeA, false);
    }

    private @Nullable Boolean bothUnknown(Term a, Term b) {
        return switch (a) {
            case ArrayTerm array -> arrays(array, b);
            case ObjectTerm object -> objects(object, b);
            case Var _ ->
                    switch (b) {
                        case Var _ -> fits(a, Type.ANY, false) && fits(b, env.typeOf(a), false);
                        case ArrayTerm array -> arrays(array, a);
                        case ObjectTerm object -> objects(object, a);
                        case Ref _ -> fits(a, Type.ANY, false);
                        default -> null;
                    };
            case Ref _ when b instanceof Var -> fits(b, Type.ANY, false);
            default -> null;
        };
    }

    private boolean arrays(ArrayTerm a, Term b) {
        if (b instanceof Var) {
            return fits(a, Type.ANY, false) && fits(b, env.typeOf(a), false);
        }
        if (!(b instanceof ArrayTerm(var others, _)) || others.size() != a.elements().size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            Term mine = a.elements().get(i);
            Term other = others.get(i);
            if (!equal(mine, env.typeOf(mine), other, env.typeOf(other))) {
                return false;
            }
        }
        return true;
    }

    private boolean objects(ObjectTerm a, Term b) {
        if (b instanceof Var) {
            return fits(a, Type.ANY, false) && fits(b, env.typeOf(a), false);
        }
        if (!(b instanceof ObjectTerm(var others, _)) || others.size() != a.entries().size()) {
            return false;
        }
        for (ObjectTerm.Entry mine : a.entries()) {
            ObjectTerm.Entry other =
                    others.stream().filter(e -> e.key().same(mine.key())).findFirst().orElse(null);
            if (other == null
                    || !equal(
                            mine.value(),
                            env.typeOf(mine.value()),
                            other.value(),
                            env.typeOf(other.value()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a term can be of a type. Variables that nothing is known of become of it.
     *
     * @param union a variable may also be what it was so far
     */
    boolean fits(Term term, Type type, boolean union) {
        return switch (term) {
            case ArrayTerm array ->
                    switch (type) {
                        case Type.ArrayOf t -> fitsArray(array, t, union);
                        case Type.Any any -> fitsAny(term, array.elements(), any);
                        default -> false;
                    };
            case ObjectTerm object ->
                    switch (type) {
                        case Type.ObjectOf t -> fitsObject(object, t, union);
                        case Type.Any any ->
                                fitsAny(
                                        term,
                                        object.entries().stream()
                                                .flatMap(e -> List.of(e.key(), e.value()).stream())
                                                .toList(),
                                        any);
                        default -> false;
                    };
            case SetTerm set ->
                    switch (type) {
                        case Type.SetOf(var member) ->
                                set.members().stream().allMatch(m -> fits(m, member, union));
                        case Type.Any any -> fitsAny(term, set.members(), any);
                        default -> false;
                    };
            case Var _ -> fitsVar(term, type, union);
            default -> Compatible.types(env.typeOf(term), type);
        };
    }

    private boolean fitsVar(Term variable, Type type, boolean union) {
        Type known = env.typeOf(variable);
        if (!union && Types.isKnown(known)) {
            return Compatible.types(known, type);
        }
        env.bind(variable, union ? Types.or(known, type) : type);
        return true;
    }

    private boolean fitsAny(Term term, List<Term> parts, Type.Any any) {
        if (any.of().isEmpty()) {
            parts.forEach(p -> fits(p, Type.ANY, true));
            return true;
        }
        boolean fits = false;
        for (Type t : any.of()) {
            fits |= fits(term, t, true);
        }
        return fits;
    }

    private boolean fitsArray(ArrayTerm array, Type.ArrayOf type, boolean union) {
        if (array.elements().size() != type.first().size() && type.rest().isEmpty()) {
            return false;
        }
        for (int i = 0; i < array.elements().size(); i++) {
            if (!fits(array.elements().get(i), Types.element(type, i), union)) {
                return false;
            }
        }
        return true;
    }

    private boolean fitsObject(ObjectTerm object, Type.ObjectOf type, boolean union) {
        Map<Term, Term> distinct = new HashMap<>();
        object.entries().forEach(e -> distinct.put(e.key(), e.value()));
        if (distinct.size() != type.known().size() && type.rest().isEmpty()) {
            return false;
        }
        for (ObjectTerm.Entry e : object.entries()) {
            Value key = Constants.of(e.key());
            if (key == null) {
                fits(e.value(), Type.ANY, union);
            } else {
                Type child = Types.member(type, key);
                if (!Types.isKnown(child) || !fits(e.value(), child, union)) {
                    return false;
                }
            }
        }
        return true;
    }
}
