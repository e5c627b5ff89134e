package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

/**
 * A type as it is referred to.
 *
 * @param named empty for a list
 * @param element of a list; null for a named type
 */
record TypeRef(String named, @Nullable TypeRef element, boolean required) {
    private static final TypeRef NOTHING = new TypeRef("", null, false);

    /** Of a node's field {@code Type}. */
    static TypeRef of(Obj node) {
        Obj type = Nodes.node(node, "Type");
        return type == null ? NOTHING : ofType(type);
    }

    static TypeRef ofType(Obj type) {
        Obj element = Nodes.node(type, "Elem");
        return new TypeRef(
                Nodes.text(type, "NamedType"),
                element == null ? null : ofType(element),
                Nodes.flag(type, "NonNull"));
    }

    static TypeRef named(String name, boolean required) {
        return new TypeRef(name, null, required);
    }

    /** Of the innermost element. */
    String name() {
        return element == null ? named : element.name();
    }

    TypeRef optional() {
        return new TypeRef(named, element, false);
    }

    /** Whether a value of this type fits where the other is wanted. */
    boolean fits(TypeRef wanted) {
        if (!named.equals(wanted.named)) {
            return false;
        }
        if (element != null && (wanted.element == null || !element.fits(wanted.element))) {
            return false;
        }
        return !wanted.required || required;
    }

    @Override
    public String toString() {
        String body = element == null ? named : "[" + element + "]";
        return required ? body + "!" : body;
    }
}
