package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A type with all its extensions. Confined to the check that builds it. */
final class TypeDefinition {
    private static final Set<String> COMPOSITE = Set.of("OBJECT", "INTERFACE", "UNION");
    private static final Set<String> INPUT = Set.of("SCALAR", "ENUM", "INPUT_OBJECT");

    final String kind;
    final String name;
    final Place at;
    final boolean builtIn;
    final List<Obj> directives = new ArrayList<>();
    final List<String> interfaces = new ArrayList<>();
    final List<Obj> fields = new ArrayList<>();
    final List<String> members = new ArrayList<>();
    final List<Obj> enumValues = new ArrayList<>();

    private TypeDefinition(String kind, String name, Place at, boolean builtIn) {
        this.kind = kind;
        this.name = name;
        this.at = at;
        this.builtIn = builtIn;
    }

    static TypeDefinition of(Obj node) {
        var type = empty(node, Nodes.flag(node, "BuiltIn"));
        type.extendBy(node);
        return type;
    }

    /** For an extension of a type that is not defined. */
    static TypeDefinition empty(Obj node, boolean builtIn) {
        return new TypeDefinition(
                Nodes.text(node, "Kind"), Nodes.text(node, "Name"), Place.of(node), builtIn);
    }

    void extendBy(Obj node) {
        directives.addAll(Nodes.list(node, "Directives"));
        interfaces.addAll(Nodes.texts(node, "Interfaces"));
        fields.addAll(Nodes.list(node, "Fields"));
        members.addAll(Nodes.texts(node, "Types"));
        enumValues.addAll(Nodes.list(node, "EnumValues"));
    }

    boolean is(String... kinds) {
        return List.of(kinds).contains(kind);
    }

    boolean isComposite() {
        return COMPOSITE.contains(kind);
    }

    boolean isAbstract() {
        return is("INTERFACE", "UNION");
    }

    boolean isLeaf() {
        return is("ENUM", "SCALAR");
    }

    boolean isInput() {
        return INPUT.contains(kind);
    }
}
