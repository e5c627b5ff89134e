package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules of values. gqlparser's suggestions of other names are left out. */
final class ValueRules {
    private static final Set<String> SCALARS = Set.of("Int", "Float", "String", "Boolean", "ID");

    private final QueryState state;

    ValueRules(QueryState state) {
        this.state = state;
    }

    void value(
            Obj value,
            @Nullable TypeRef wanted,
            @Nullable TypeDefinition type,
            boolean hasDefault) {
        ValueKind kind = ValueKind.of(value);
        if (kind == ValueKind.VARIABLE) {
            undefined(value);
        }
        if (kind == ValueKind.OBJECT) {
            Set<String> seen = new HashSet<>();
            for (Obj field : Nodes.list(value, "Children")) {
                String name = Nodes.text(field, "Name");
                if (!seen.add(name)) {
                    state.report(
                            "There can be only one input field named \"" + name + "\".", field);
                }
            }
        }
        if (wanted != null && type != null) {
            typed(value, kind, wanted, type);
        }
        if (kind == ValueKind.VARIABLE && wanted != null) {
            position(value, wanted, hasDefault);
        }
        if (kind == ValueKind.OBJECT && type != null && isOneOf(type)) {
            oneOfVariables(value, type);
        }
    }

    private void undefined(Obj value) {
        Obj operation = state.operation;
        String name = Nodes.text(value, "Raw");
        if (operation == null || state.variables.containsKey(name)) {
            return;
        }
        String owner = Nodes.text(operation, "Name");
        String by = owner.isEmpty() ? "." : " by operation \"" + owner + "\".";
        state.report("Variable \"$" + name + "\" is not defined" + by, value);
    }

    private void typed(Obj value, ValueKind kind, TypeRef wanted, TypeDefinition type) {
        if (kind == ValueKind.NULL && wanted.required()) {
            state.report(
                    "Expected value of type \"" + wanted + "\", found " + ValueText.of(value) + ".",
                    value);
        }
        if (type.is("SCALAR") && !SCALARS.contains(type.name)) {
            return;
        }
        switch (kind) {
            case NULL, VARIABLE -> {}
            case LIST -> accept(value, wanted, type, wanted.element() != null);
            case INT -> {
                accept(value, wanted, type, isLong(Nodes.text(value, "Raw")));
                accept(value, wanted, type, List.of("Int", "Float", "ID").contains(type.name));
            }
            case FLOAT -> accept(value, wanted, type, type.name.equals("Float"));
            case STRING, BLOCK -> {
                if (type.is("ENUM")) {
                    state.report(nonEnum(wanted, value), value);
                } else {
                    accept(value, wanted, type, List.of("String", "ID").contains(type.name));
                }
            }
            case ENUM -> enumValue(value, wanted, type);
            case BOOLEAN -> accept(value, wanted, type, type.name.equals("Boolean"));
            case OBJECT -> object(value, type);
        }
    }

    private static boolean isLong(String text) {
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private void accept(Obj value, TypeRef wanted, TypeDefinition type, boolean fits) {
        if (!fits) {
            state.report(unexpected(value, wanted, type), value);
        }
    }

    private static String unexpected(Obj value, TypeRef wanted, TypeDefinition type) {
        String text = ValueText.of(value);
        return switch (wanted.toString()) {
            case "Int", "Int!" -> {
                boolean whole = Nodes.text(value, "Raw").matches("-?[0-9]+");
                yield whole
                        ? "Int cannot represent non 32-bit signed integer value: " + text
                        : "Int cannot represent non-integer value: " + text;
            }
            case "String", "String!", "[String]" ->
                    "String cannot represent a non string value: " + text;
            case "Boolean", "Boolean!" -> "Boolean cannot represent a non boolean value: " + text;
            case "Float", "Float!" -> "Float cannot represent non numeric value: " + text;
            case "ID", "ID!" -> "ID cannot represent a non-string and non-integer value: " + text;
            case String _ ->
                    type.is("ENUM")
                            ? nonEnum(wanted, value)
                            : "Expected value of type \"" + wanted + "\", found " + text + ".";
        };
    }

    private static String nonEnum(TypeRef wanted, Obj value) {
        return "Enum \""
                + wanted
                + "\" cannot represent non-enum value: "
                + ValueText.of(value)
                + ".";
    }

    private void enumValue(Obj value, TypeRef wanted, TypeDefinition type) {
        if (!type.is("ENUM")) {
            state.report(unexpected(value, wanted, type), value);
        } else if (Nodes.named(type.enumValues, Nodes.text(value, "Raw")) == null) {
            state.report(
                    "Value \""
                            + ValueText.of(value)
                            + "\" does not exist in \""
                            + wanted
                            + "\" enum.",
                    value);
        }
    }

    private void object(Obj value, TypeDefinition type) {
        List<Obj> children = Nodes.list(value, "Children");
        for (Obj field : type.fields) {
            String name = Nodes.text(field, "Name");
            boolean needed =
                    TypeRef.of(field).required() && Nodes.node(field, "DefaultValue") == null;
            if (needed && Nodes.named(children, name) == null) {
                state.report(
                        "Field \""
                                + type.name
                                + "."
                                + name
                                + "\" of required type \""
                                + TypeRef.of(field)
                                + "\" was not provided.",
                        value);
            }
        }
        if (isOneOf(type)) {
            oneOf(value, type, children);
        }
        for (Obj child : children) {
            String name = Nodes.text(child, "Name");
            if (Nodes.named(type.fields, name) == null) {
                state.report(
                        "Field \"" + name + "\" is not defined by type \"" + type.name + "\".",
                        child);
            }
        }
    }

    private static boolean isOneOf(TypeDefinition type) {
        return Nodes.named(type.directives, "oneOf") != null;
    }

    private void oneOf(Obj value, TypeDefinition type, List<Obj> children) {
        if (children.size() != 1) {
            state.report(
                    "OneOf Input Object \"" + type.name + "\" must specify exactly one key.",
                    value);
            return;
        }
        Obj only = Nodes.node(children.getFirst(), "Value");
        if (only == null || ValueKind.of(only) == ValueKind.NULL) {
            String name = Nodes.text(type.fields.getFirst(), "Name");
            state.report(
                    "Field \"" + type.name + "." + name + "\" must be non-null.",
                    only == null ? value : only);
        }
    }

    private void oneOfVariables(Obj value, TypeDefinition type) {
        for (Obj child : Nodes.list(value, "Children")) {
            Obj inner = Nodes.node(child, "Value");
            if (inner == null || ValueKind.of(inner) != ValueKind.VARIABLE) {
                continue;
            }
            Obj variable = state.variables.get(Nodes.text(inner, "Raw"));
            if (variable != null && !TypeRef.of(variable).required()) {
                state.report(
                        "Variable \""
                                + ValueText.of(inner)
                                + "\" is of type \""
                                + TypeRef.of(variable)
                                + "\" but must be non-nullable to be used for OneOf Input Object \""
                                + type.name
                                + "\".",
                        variable);
            }
        }
    }

    private void position(Obj value, TypeRef wanted, boolean hasDefault) {
        Obj variable = state.variables.get(Nodes.text(value, "Raw"));
        if (state.operation == null || variable == null) {
            return;
        }
        Obj ownDefault = Nodes.node(variable, "DefaultValue");
        boolean defaulted = ownDefault != null && ValueKind.of(ownDefault) != ValueKind.NULL;
        TypeRef needed = hasDefault || defaulted ? wanted.optional() : wanted;
        TypeRef type = TypeRef.of(variable);
        if (!type.fits(needed)) {
            state.report(
                    "Variable \""
                            + ValueText.of(value)
                            + "\" of type \""
                            + type
                            + "\" used in position expecting type \""
                            + wanted
                            + "\".",
                    value);
        }
    }
}
