package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.type.Types;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Works out the types of all rules and reports what can never be: calls with wrong arguments, equalities that cannot hold, members
 * that are not there. A rule with a fault counts as of any type, so that those who read it are not blamed.
 *
 * <p>In: bodies in evaluation order, locals named, {@code eq} for all equalities. Out: {@link DocumentTypes}, for queries.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/policy-language#errors">OPA's type checker</a>, which this follows in what it
 *     infers and what it lets pass: bodies of {@code every}, {@code and} and {@code or} are checked for references only
 */
final class TypeCheck {
    private final Function<String, @Nullable Builtin> builtins;
    private final ModifierTypes modifiers;
    private final WrittenNames names;
    private final Map<Body, Known> known = new IdentityHashMap<>();

    /** What a body came to when it was last looked at: without it, closures in closures double the work at each level. */
    private record Known(TypeEnv around, int changes, Checked checked) {}

    /** What a body came to: the types of its variables, and its faults. */
    record Checked(TypeEnv env, List<Diagnostic> faults) {}

    TypeCheck(
            Function<String, @Nullable Builtin> builtins,
            Function<Ref, List<Ref>> dependents,
            WrittenNames names) {
        this.builtins = builtins;
        this.modifiers = new ModifierTypes(dependents);
        this.names = names;
    }

    @Nullable Builtin builtin(String name) {
        return builtins.apply(name);
    }

    Checked body(TypeEnv around, Body body) {
        Known before = known.get(body);
        int changes = around.changes();
        if (before != null && before.around == around && before.changes == changes) {
            return before.checked;
        }
        Checked checked = check(around, body);
        known.put(body, new Known(around, changes, checked));
        return checked;
    }

    private Checked check(TypeEnv around, Body body) {
        TypeEnv env = around.inner();
        var faults = new ArrayList<Diagnostic>();
        for (Expr expr : body) {
            TypeEnv seen = modifiers.env(env, expr);
            List<Diagnostic> inClosures = closures(seen, expr);
            List<TypeFault> inRefs = new RefTypes(seen, names).faults(expr);
            faults.addAll(inClosures);
            inRefs.forEach(f -> faults.add(f.diagnostic()));
            boolean blamed = !inClosures.isEmpty() || !inRefs.isEmpty();
            TypeFault fault = new CallTypes(seen).fault(expr);
            if (fault != null && !(blamed && fault.ofUnknown())) {
                faults.add(fault.diagnostic());
            }
        }
        return new Checked(env, faults);
    }

    /** The faults of the last comprehension that has any. */
    private List<Diagnostic> closures(TypeEnv env, Expr expr) {
        var faults = new ArrayList<Diagnostic>();
        Walk.over(
                expr,
                node -> {
                    Body body = bodyOf(node);
                    if (body == null) {
                        return true;
                    }
                    List<Diagnostic> found = body(env, body).faults();
                    if (!found.isEmpty()) {
                        faults.clear();
                        faults.addAll(found);
                    }
                    return false; // what is inside of it has been looked at with it
                });
        return faults;
    }

    private static @Nullable Body bodyOf(Node node) {
        return switch (node) {
            case ArrayComp c -> c.body();
            case SetComp c -> c.body();
            case ObjectComp c -> c.body();
            default -> null;
        };
    }

    /** Adds what a rule says of its document; answers the faults of its body. */
    List<Diagnostic> rule(TypeEnv env, Ref path, Head head, Body body) {
        Checked checked = body(env, body);
        if (!checked.faults().isEmpty()) {
            env.tree.put(path.parts(), Type.ANY);
            return checked.faults();
        }
        TypeEnv inside = checked.env();
        Ref ground = path.groundPrefix();
        Type type;
        if (head.isFunction()) {
            type = function(inside, head);
            ground = path;
        } else {
            Type said = inside.typeOf(head.yields().term());
            type =
                    switch (head.yields()) {
                        case Head.Yield.One _ -> said;
                        case Head.Yield.Member _ ->
                                Types.isKnown(said) ? new Type.SetOf(said) : Type.UNKNOWN;
                    };
            List<Term> dynamic = path.path().subList(ground.path().size(), path.path().size());
            type = nested(inside, dynamic, type);
        }
        if (Types.isKnown(type)) {
            env.tree.insert(ground.parts(), type, env::typeOf);
        }
        return List.of();
    }

    /** An argument that the body does not speak of is of any type. */
    private static Type function(TypeEnv inside, Head head) {
        for (Term arg : head.args()) {
            Walk.over(
                    arg,
                    node -> {
                        if (node instanceof Var v && !Types.isKnown(inside.typeOf(v))) {
                            inside.bind(v, Type.ANY);
                        }
                        return true;
                    });
        }
        var arguments = new ArrayList<Type.Argument>();
        head.args().forEach(a -> arguments.add(new Type.Argument("", inside.typeOf(a))));
        return new Type.Function(arguments, inside.typeOf(head.yields().term()), Optional.empty());
    }

    /** One object around another for each part of the path behind its ground part. */
    private static Type nested(TypeEnv env, List<Term> path, Type type) {
        Type built = type;
        for (Term part : path.reversed()) {
            Type key = env.typeOf(part);
            if (!Types.isKnown(built) || !Types.isKnown(key)) {
                return Type.UNKNOWN;
            }
            built = Type.object(key, built);
        }
        return built;
    }
}
