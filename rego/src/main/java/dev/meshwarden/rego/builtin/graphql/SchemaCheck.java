package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of type definitions, in gqlparser's order and words. Everything throws {@link GraphqlFault}. */
final class SchemaCheck {
    private final SchemaModel schema;

    SchemaCheck(SchemaModel schema) {
        this.schema = schema;
    }

    void check() {
        schema.types.values().forEach(this::definition);
        new InputCycles(schema).check();
        for (Obj directive : schema.directives.values()) {
            String name = Nodes.text(directive, "Name");
            name(directive, name);
            arguments(directive, name);
        }
    }

    private void definition(TypeDefinition type) {
        boolean input = type.is("INPUT_OBJECT");
        for (Obj field : type.fields) {
            name(field, Nodes.text(field, "Name"));
            reference(field);
            arguments(field, "");
            directives(
                    Nodes.list(field, "Directives"),
                    input ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION",
                    "",
                    true);
        }
        for (String member : type.members) {
            TypeDefinition found = schema.type(member);
            if (found == null) {
                throw new GraphqlFault("Undefined type " + Str.of(member) + ".", type.at);
            }
            if (!found.is("OBJECT")) {
                throw new GraphqlFault(
                        type.kind + " type " + Str.of(member) + " must be OBJECT.", type.at);
            }
        }
        for (String name : type.interfaces) {
            new InterfaceCheck(schema).check(type, name);
        }
        contents(type);
        Duplicates.check(type);
        if (!type.builtIn) {
            name(type.at, type.name);
        }
        directives(type.directives, type.kind, "", false);
    }

    private void contents(TypeDefinition type) {
        switch (type.kind) {
            case "OBJECT", "INTERFACE" -> {
                notEmpty(type, type.fields, "fields");
                List<String> kinds = List.of("SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM");
                fieldKinds(type, kinds, false);
            }
            case "ENUM" -> {
                notEmpty(type, type.enumValues, "unique enum values");
                enumValues(type);
            }
            case "INPUT_OBJECT" -> {
                notEmpty(type, type.fields, "input fields");
                fieldKinds(type, List.of("SCALAR", "ENUM", "INPUT_OBJECT"), true);
            }
            case String _ -> {}
        }
    }

    private static void notEmpty(TypeDefinition type, List<Obj> items, String what) {
        if (items.isEmpty()) {
            throw new GraphqlFault(
                    type.kind + " " + type.name + ": must define one or more " + what + ".",
                    type.at);
        }
    }

    private void fieldKinds(TypeDefinition type, List<String> kinds, boolean byField) {
        for (Obj field : type.fields) {
            TypeDefinition found = schema.type(TypeRef.of(field).name());
            if (found != null && !kinds.contains(found.kind)) {
                String subject =
                        byField
                                ? found.kind + " " + Nodes.text(field, "Name")
                                : type.kind + " " + type.name;
                throw new GraphqlFault(
                        subject + ": field must be one of " + String.join(", ", kinds) + ".",
                        Place.of(field));
            }
        }
    }

    private void enumValues(TypeDefinition type) {
        for (Obj value : type.enumValues) {
            String name = Nodes.text(value, "Name");
            if (Set.of("true", "false", "null").contains(name)) {
                throw new GraphqlFault(
                        type.kind + " " + type.name + ": non-enum value " + name + ".", type.at);
            }
            directives(Nodes.list(value, "Directives"), "ENUM_VALUE", "", true);
        }
    }

    private static void name(Obj node, String name) {
        name(Place.of(node), name);
    }

    private static void name(Place at, String name) {
        if (name.startsWith("__")) {
            throw new GraphqlFault(
                    "Name \""
                            + name
                            + "\" must not begin with \"__\", which is reserved by GraphQL"
                            + " introspection.",
                    at);
        }
    }

    private TypeDefinition reference(Obj node) {
        String name = TypeRef.of(node).name();
        TypeDefinition found = schema.type(name);
        if (found == null) {
            throw new GraphqlFault(
                    "Undefined type " + name + ".", Place.of(Nodes.node(node, "Type")));
        }
        return found;
    }

    private void arguments(Obj owner, String directive) {
        for (Obj argument : Nodes.list(owner, "Arguments")) {
            String name = Nodes.text(argument, "Name");
            name(argument, name);
            TypeDefinition type = reference(argument);
            if (!type.isInput()) {
                throw new GraphqlFault(
                        "cannot use "
                                + TypeRef.of(argument)
                                + " as argument "
                                + name
                                + " because "
                                + type.kind
                                + " is not a valid input type",
                        Place.of(argument));
            }
            directives(Nodes.list(argument, "Directives"), "ARGUMENT_DEFINITION", directive, true);
        }
    }

    /**
     * Uses of directives.
     *
     * @param within the directive whose definition they stand in; empty for none
     * @param once whether a directive that may not be repeated stands here but once
     */
    void directives(List<Obj> uses, String location, String within, boolean once) {
        Set<String> seen = new HashSet<>();
        for (Obj use : uses) {
            String name = Nodes.text(use, "Name");
            name(use, name);
            if (!within.isEmpty() && name.equals(within)) {
                throw fault("Directive " + name + " cannot refer to itself.", use);
            }
            Obj definition = schema.directives.get(name);
            if (definition == null) {
                throw fault("Undefined directive " + name + ".", use);
            }
            boolean again = !seen.add(name) && !Nodes.flag(definition, "IsRepeatable");
            if (once && again) {
                throw fault(
                        "The directive " + name + " can only be used once at this location.", use);
            }
            if (!Nodes.texts(definition, "Locations").contains(location)) {
                throw fault("Directive " + name + " is not applicable on " + location + ".", use);
            }
            directiveArguments(use, name, definition);
        }
    }

    private static void directiveArguments(Obj use, String name, Obj definition) {
        List<Obj> known = Nodes.list(definition, "Arguments");
        Map<String, Obj> given = new HashMap<>();
        for (Obj argument : Nodes.list(use, "Arguments")) {
            String argumentName = Nodes.text(argument, "Name");
            if (Nodes.named(known, argumentName) == null) {
                throw fault(
                        "Undefined argument " + argumentName + " for directive " + name + ".",
                        argument);
            }
            given.putIfAbsent(argumentName, argument);
        }
        for (Obj argument : known) {
            String argumentName = Nodes.text(argument, "Name");
            Obj found = given.get(argumentName);
            Obj value = found == null ? null : Nodes.node(found, "Value");
            boolean missing = value == null || ValueKind.of(value) == ValueKind.NULL;
            boolean required =
                    TypeRef.of(argument).required() && Nodes.node(argument, "DefaultValue") == null;
            if (required && missing) {
                throw fault(
                        "Argument " + argumentName + " for directive " + name + " cannot be null.",
                        use);
            }
        }
    }

    private static GraphqlFault fault(String message, Obj node) {
        return new GraphqlFault(message, Place.of(node));
    }
}
