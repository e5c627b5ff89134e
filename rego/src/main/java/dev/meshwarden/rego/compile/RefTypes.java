package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.type.Types;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Checks the references of one expression: whether each part can be a key of what the parts before it lead to. */
final class RefTypes {
    private final TypeEnv env;
    private final Unifier unifier;
    private final WrittenNames names;
    private final List<TypeFault> faults = new ArrayList<>();

    RefTypes(TypeEnv env, WrittenNames names) {
        this.env = env;
        this.unifier = new Unifier(env);
        this.names = names;
    }

    List<TypeFault> faults(Expr expr) {
        visit(expr);
        return faults;
    }

    private void visit(Node node) {
        Walk.over(
                node,
                n ->
                        switch (n) {
                            case Expr(Form.CallForm call, _, _, _, _) -> {
                                call.args().forEach(this::visit);
                                yield false;
                            }
                            case Expr(var form, _, _, _, _) -> {
                                Walk.children(form, this::visit);
                                yield false;
                            }
                            case Ref ref -> check(ref);
                            case Term t -> !Walk.isComprehension(t);
                            default -> true;
                        });
    }

    /** Whether its parts are to be looked at too. */
    private boolean check(Ref ref) {
        List<Term> parts = ref.parts();
        if (env.ofRef(parts) instanceof Type.Function function) {
            faults.add(TypeFault.unsupported(place(ref), names.of(ref), function));
            return false;
        }
        TypeFault fault =
                names.standsForScalar(ref.head())
                        ? members(Type.ANY, ref, parts, 1)
                        : documents(env, env.tree, ref, parts, 0);
        if (fault != null) {
            faults.add(fault);
        }
        return true;
    }

    /** Where it begins, with all of it underlined when it stands in one piece. */
    private static Location place(Ref ref) {
        Location head = ref.head().at();
        Location whole = ref.at();
        return whole.row() == head.row() && whole.column() == head.column() ? whole : head;
    }

    /** Follows a reference through the tree of documents, layer by layer. */
    private @Nullable TypeFault documents(
            TypeEnv layer, TypeTree node, Ref ref, List<Term> parts, int at) {
        if (at == parts.size()) {
            return null;
        }
        Term part = parts.get(at);
        // The shortest path of a rule has a package and a name, which are strings.
        if ((at == 1 || at == 2) && !(part instanceof Var || isString(part))) {
            return undefined(ref, at, env.typeOf(part), Type.STRING, node.keys());
        }
        if (part instanceof Var && at != 0) {
            Type keys = Types.keys(node.extent());
            Type known = env.typeOf(part);
            if (!Types.isKnown(known)) {
                env.bind(part, keys);
            } else if (!Compatible.types(keys, known)) {
                return undefined(ref, at, known, keys, node.keys());
            }
        }
        TypeTree child = node.child(part);
        if (child != null) {
            return child.isLeaf()
                    ? members(child.type(), ref, parts, at + 1)
                    : documents(layer, child, ref, parts, at + 1);
        }
        if (layer.outer != null) {
            return documents(layer.outer, layer.outer.tree, ref, parts, 0);
        }
        // no layer knows it: a base document, or what only the data will tell
        return members(Type.ANY, ref, parts, TypeEnv.isDocument(parts.getFirst()) ? 1 : 0);
    }

    private static boolean isString(Term term) {
        return term instanceof Scalar(Str _, _);
    }

    /** Follows the rest of a reference through a type. */
    private @Nullable TypeFault members(Type type, Ref ref, List<Term> parts, int at) {
        if (at == parts.size()) {
            return null;
        }
        Term part = parts.get(at);
        if (Types.isEmptyCollection(type)) {
            return inNothing(type, ref, part, at);
        }
        Type keys = Types.keys(type);
        if (!Types.isKnown(keys)) {
            return TypeFault.unsupported(place(ref), names.of(ref), type);
        }
        switch (part) {
            case Var _ -> {
                Type known = env.typeOf(part);
                if (!Types.isKnown(known)) {
                    env.bind(part, keys);
                } else if (!Compatible.types(known, keys)) {
                    return undefined(ref, at, known, keys, keysOf(type));
                }
            }
            case Ref inner -> {
                Type known = env.ofRef(inner.parts());
                if (Types.isKnown(known) && !Compatible.types(known, keys)) {
                    return undefined(ref, at, known, keys, keysOf(type));
                }
            }
            case ArrayTerm _, ObjectTerm _, SetTerm _ -> {
                if (!unifier.fits(part, keys, false)) {
                    return undefined(ref, at, env.typeOf(part), keys, List.of());
                }
            }
            case Scalar(var value, _) -> {
                Type child = Types.member(type, value);
                return Types.isKnown(child)
                        ? members(child, ref, parts, at + 1)
                        : undefined(ref, at, Type.UNKNOWN, keys, keysOf(type));
            }
            default -> {}
        }
        return members(Types.values(type), ref, parts, at + 1);
    }

    /** A constant can be no key of an empty collection; a variable just finds nothing. */
    private @Nullable TypeFault inNothing(Type type, Ref ref, Term part, int at) {
        if (part instanceof Scalar) {
            return undefined(ref, at, Type.UNKNOWN, Type.UNKNOWN, List.of());
        }
        if (part instanceof Var) {
            Type known = env.typeOf(part);
            Type keys = Types.keys(type);
            if (!Types.isKnown(known)) {
                env.bind(part, Type.ANY);
            } else if (Types.isKnown(keys) && !Compatible.types(known, keys)) {
                return undefined(ref, at, known, keys, List.of());
            }
        }
        return null;
    }

    private TypeFault undefined(Ref ref, int at, Type have, Type want, List<Term> oneOf) {
        Ref named = names.of(ref);
        return TypeFault.undefined(place(ref), named, named.parts().get(at), have, want, oneOf);
    }

    private static List<Term> keysOf(Type type) {
        var keys = new ArrayList<Term>();
        switch (type) {
            case Type.ObjectOf(var known, _) ->
                    known.forEach(p -> keys.add(Constants.term(p.key(), Location.NONE)));
            case Type.Any(var of) -> of.forEach(t -> keys.addAll(keysOf(t)));
            case Type.ArrayOf _,
                    Type.SetOf _,
                    Type.Simple _,
                    Type.Function _,
                    Type.Unknown _,
                    Type.Nothing _ -> {}
        }
        return keys;
    }
}
