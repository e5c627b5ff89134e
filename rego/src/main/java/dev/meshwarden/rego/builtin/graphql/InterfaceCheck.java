package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.List;

/** Whether a type has what an interface asks for. */
final class InterfaceCheck {
    private final SchemaModel schema;

    InterfaceCheck(SchemaModel schema) {
        this.schema = schema;
    }

    /** Throws {@link GraphqlFault}. */
    void check(TypeDefinition type, String name) {
        TypeDefinition wanted = schema.type(name);
        if (wanted == null) {
            throw new GraphqlFault("Undefined type " + Str.of(name) + ".", type.at);
        }
        if (!wanted.is("INTERFACE")) {
            throw new GraphqlFault(
                    Str.of(name) + " is a non interface type " + wanted.kind + ".", type.at);
        }
        String head = "For " + type.name + " to implement " + wanted.name;
        for (Obj field : wanted.fields) {
            field(type, head, field);
        }
        for (String inherited : wanted.interfaces) {
            if (!type.interfaces.contains(inherited)) {
                throw new GraphqlFault(
                        inherited.equals(type.name)
                                ? "Type "
                                        + type.name
                                        + " cannot implement "
                                        + name
                                        + " because it would create a circular reference."
                                : "Type "
                                        + type.name
                                        + " must implement "
                                        + inherited
                                        + " because it is implemented by "
                                        + name
                                        + ".",
                        type.at);
            }
        }
    }

    private void field(TypeDefinition type, String head, Obj wanted) {
        String name = Nodes.text(wanted, "Name");
        Obj found = Nodes.named(type.fields, name);
        if (found == null) {
            throw new GraphqlFault(head + " it must have a field called " + name + ".", type.at);
        }
        TypeRef wantedType = TypeRef.of(wanted);
        if (!covers(wantedType, TypeRef.of(found))) {
            throw new GraphqlFault(
                    head + " the field " + name + " must have type " + wantedType + ".",
                    Place.of(found));
        }
        arguments(head, name, wanted, found);
    }

    private static void arguments(String head, String field, Obj wanted, Obj found) {
        List<Obj> given = Nodes.list(found, "Arguments");
        List<Obj> asked = Nodes.list(wanted, "Arguments");
        for (Obj argument : asked) {
            String name = Nodes.text(argument, "Name");
            Obj own = Nodes.named(given, name);
            String same = head + " the field " + field + " must have the same arguments but ";
            if (own == null) {
                throw new GraphqlFault(same + "it is missing " + name + ".", Place.of(found));
            }
            if (!TypeRef.of(argument).fits(TypeRef.of(own))) {
                throw new GraphqlFault(same + name + " has the wrong type.", Place.of(own));
            }
        }
        for (Obj own : given) {
            String name = Nodes.text(own, "Name");
            if (Nodes.named(asked, name) == null
                    && TypeRef.of(own).required()
                    && Nodes.node(own, "DefaultValue") == null) {
                throw new GraphqlFault(
                        head
                                + " any additional arguments on "
                                + field
                                + " must be optional or have a default value but "
                                + name
                                + " is required.",
                        Place.of(own));
            }
        }
    }

    private boolean covers(TypeRef wanted, TypeRef actual) {
        if (wanted.required() && !actual.required()) {
            return false;
        }
        if (!wanted.named().isEmpty()) {
            return wanted.named().equals(actual.named())
                    || schema.isPossible(wanted.named(), actual.named());
        }
        TypeRef element = wanted.element();
        TypeRef actualElement = actual.element();
        return element == null || (actualElement != null && covers(element, actualElement));
    }
}
