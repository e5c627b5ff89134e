package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

/** What has a value. {@code equals} compares places too; {@link #same} does not. */
public sealed interface Term extends Node
        permits Scalar,
                Var,
                Ref,
                ArrayTerm,
                ObjectTerm,
                SetTerm,
                ArrayComp,
                SetComp,
                ObjectComp,
                Call,
                TemplateString {
    /** This term at another place; what is inside keeps its own. */
    Term at(Location changed);

    /** Whether both are the same text, wherever they stand. */
    default boolean same(Term other) {
        return TermOrder.INSTANCE.compare(this, other) == 0;
    }

    /** Whether no variable occurs in it. A reference counts as ground when its path is; closures are never ground. */
    default boolean isGround() {
        return switch (this) {
            case Scalar _ -> true;
            case Var _ -> false;
            case Ref ref -> ref.path().stream().allMatch(Term::isGround);
            case ArrayTerm a -> a.elements().stream().allMatch(Term::isGround);
            case ObjectTerm o ->
                    o.entries().stream().allMatch(e -> e.key().isGround() && e.value().isGround());
            case SetTerm s -> s.members().stream().allMatch(Term::isGround);
            case Call c -> c.args().stream().allMatch(Term::isGround);
            case ArrayComp _, SetComp _, ObjectComp _, TemplateString _ -> false;
        };
    }

    /** The kind's name in messages. */
    default String kind() {
        return switch (this) {
            case Scalar s -> s.value().typeName();
            case Var _ -> "var";
            case Ref _ -> "ref";
            case ArrayTerm _ -> "array";
            case ObjectTerm _ -> "object";
            case SetTerm _ -> "set";
            case ArrayComp _ -> "arraycomprehension";
            case SetComp _ -> "setcomprehension";
            case ObjectComp _ -> "objectcomprehension";
            case Call _ -> "call";
            case TemplateString _ -> "templatestring";
        };
    }
}
