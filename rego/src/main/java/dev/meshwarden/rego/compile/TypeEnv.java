package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.TermOrder;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.type.Types;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known about types at one place: layers of trees, the inner ones in front. A layer made for a modifier hides documents but
 * leaves the variables to the layer around it, since they outlive the expression. Threading: confined to one check.
 */
final class TypeEnv {
    final TypeTree tree;
    final @Nullable TypeEnv outer;
    private final TypeTree vars;
    private final TypeCheck check;

    private TypeEnv(TypeTree tree, TypeTree vars, @Nullable TypeEnv outer, TypeCheck check) {
        this.tree = tree;
        this.vars = vars;
        this.outer = outer;
        this.check = check;
    }

    static TypeEnv outermost(TypeCheck check) {
        var tree = new TypeTree();
        return new TypeEnv(tree, tree, null, check);
    }

    TypeEnv inner() {
        var inner = new TypeTree();
        return new TypeEnv(inner, inner, this, check);
    }

    /** A layer that another check works on. */
    TypeEnv inner(TypeCheck other) {
        var inner = new TypeTree();
        return new TypeEnv(inner, inner, this, other);
    }

    /** A layer of documents for one expression. */
    TypeEnv under(TypeTree documents) {
        return new TypeEnv(documents, vars, this, check);
    }

    /** Grows whenever a layer, this one or one around it, learns something. */
    int changes() {
        int changes = 0;
        for (TypeEnv env = this; env != null; env = env.outer) {
            changes += env.tree.changes() + (env.vars == env.tree ? 0 : env.vars.changes());
        }
        return changes;
    }

    /** Says what a variable is. */
    void bind(Term variable, Type type) {
        vars.put(variable, type);
    }

    Type typeOf(Term term) {
        return switch (term) {
            case Scalar(var value, _) -> Types.of(value);
            case TemplateString _ -> Type.STRING;
            case ArrayTerm(var elements, _) ->
                    new Type.ArrayOf(
                            elements.stream().map(this::typeOf).toList(), Optional.empty());
            case ObjectTerm(var entries, _) -> object(entries);
            case SetTerm(var members, _) -> {
                Type member = Type.UNKNOWN;
                for (Term m : members) {
                    member = Types.or(member, typeOf(m));
                }
                yield new Type.SetOf(member);
            }
            case ArrayComp(var head, var body, _) -> {
                TypeEnv inside = inside(body);
                yield inside == null
                        ? Type.UNKNOWN
                        : new Type.ArrayOf(
                                List.of(), Optional.of(inside.typeOf(head)).filter(Types::isKnown));
            }
            case SetComp(var head, var body, _) -> {
                TypeEnv inside = inside(body);
                yield inside == null ? Type.UNKNOWN : new Type.SetOf(inside.typeOf(head));
            }
            case ObjectComp(var key, var value, var body, _) -> {
                TypeEnv inside = inside(body);
                yield inside == null
                        ? Type.UNKNOWN
                        : Type.object(inside.typeOf(key), inside.typeOf(value));
            }
            case Ref ref -> ofRef(ref.parts());
            case Var v -> ofVar(v);
            case Call _ -> Type.UNKNOWN;
        };
    }

    private Type ofVar(Var v) {
        for (TypeEnv env = this; env != null; env = env.outer) {
            TypeTree node = env.tree.child(v);
            if (node != null) {
                return node.type();
            }
        }
        return Type.UNKNOWN;
    }

    private Type object(List<ObjectTerm.Entry> entries) {
        var known = new ArrayList<Type.Property>();
        Optional<Type.Dynamic> rest = Optional.empty();
        var sorted = new ArrayList<>(entries);
        sorted.sort((a, b) -> TermOrder.INSTANCE.compare(a.key(), b.key()));
        for (ObjectTerm.Entry e : sorted) {
            Value key = Constants.of(e.key());
            Type value = typeOf(e.value());
            if (key == null) {
                rest = Optional.of(new Type.Dynamic(typeOf(e.key()), value));
            } else {
                known.removeIf(p -> p.key().equals(key));
                known.add(new Type.Property(key, value));
            }
        }
        return Types.object(known, rest);
    }

    /** Null when the body is wrong; it is reported where it stands. */
    private @Nullable TypeEnv inside(Body body) {
        TypeCheck.Checked checked = check.body(this, body);
        return checked.faults().isEmpty() ? checked.env() : null;
    }

    /** The type of what a reference leads to; its head is the first part. */
    Type ofRef(List<Term> parts) {
        TypeTree node = tree.child(parts.getFirst());
        return node == null ? outside(parts) : below(node, parts, 1);
    }

    private Type outside(List<Term> parts) {
        if (outer != null) {
            return outer.ofRef(parts);
        }
        if (isDocument(parts.getFirst())) {
            return Type.ANY;
        }
        Builtin builtin =
                check.builtin(
                        new Ref(
                                        parts.getFirst(),
                                        parts.subList(1, parts.size()),
                                        parts.getFirst().at())
                                .dotted());
        return builtin == null ? Type.UNKNOWN : builtin.signature();
    }

    static boolean isDocument(Term head) {
        return head instanceof Var(var name, _) && Vars.ROOTS.contains(name);
    }

    private Type below(TypeTree node, List<Term> parts, int at) {
        if (at == parts.size()) {
            return node.extent();
        }
        Term part = parts.get(at);
        List<Term> tail = parts.subList(at, parts.size());
        if (node.isLeaf()) {
            TypeTree child = node.child(part);
            return child != null ? below(child, parts, at + 1) : selected(node.type(), tail);
        }
        if (!Constants.is(part)) {
            return selected(node.extent(), tail);
        }
        TypeTree child = node.child(part);
        return child == null ? outside(parts) : below(child, parts, at + 1);
    }

    /** What the rest of a path leads to in values of a type. */
    private static Type selected(Type type, List<Term> tail) {
        Type at = type;
        for (Term part : tail) {
            if (!Types.isKnown(at)) {
                return at;
            }
            boolean scalar = part instanceof Scalar;
            if (!scalar && Types.isEmptyCollection(at)) {
                return Type.ANY;
            }
            at = part instanceof Scalar(var value, _) ? Types.member(at, value) : Types.values(at);
        }
        return at;
    }
}
