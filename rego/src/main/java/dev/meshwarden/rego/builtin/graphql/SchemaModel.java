package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A schema that holds: its types by name, its directives, its entry points. Read only once it is built. */
final class SchemaModel {
    private static final Set<String> REDECLARABLE =
            Set.of("include", "skip", "deprecated", "specifiedBy", "defer", "oneOf");

    final Map<String, TypeDefinition> types = new TreeMap<>();
    final Map<String, Obj> directives = new TreeMap<>();
    private final Map<String, List<TypeDefinition>> possible = new HashMap<>();
    private final Map<String, TypeDefinition> roots = new HashMap<>();

    private SchemaModel() {}

    /** Throws {@link GraphqlFault} for a document that is no schema. */
    static SchemaModel of(Obj document) {
        var model = new SchemaModel();
        model.define(Prelude.DOCUMENT);
        model.define(document);
        model.extend(document);
        model.relate();
        model.declareDirectives(Prelude.DOCUMENT);
        model.declareDirectives(document);
        model.enter(document);
        new SchemaCheck(model).check();
        model.completeRoots(document);
        return model;
    }

    private void define(Obj document) {
        for (Obj node : Nodes.list(document, "Definitions")) {
            TypeDefinition type = TypeDefinition.of(node);
            if (types.put(type.name, type) != null) {
                throw new GraphqlFault("Cannot redeclare type " + type.name + ".", type.at);
            }
        }
    }

    private void extend(Obj document) {
        for (Obj node : Nodes.list(document, "Extensions")) {
            String name = Nodes.text(node, "Name");
            TypeDefinition type =
                    types.computeIfAbsent(name, _ -> TypeDefinition.empty(node, false));
            String kind = Nodes.text(node, "Kind");
            if (!type.is(kind)) {
                throw new GraphqlFault(
                        "Cannot extend type "
                                + name
                                + " because the base type is a "
                                + type.kind
                                + ", not "
                                + kind
                                + ".",
                        Place.of(node));
            }
            type.extendBy(node);
        }
    }

    private void relate() {
        for (TypeDefinition type : types.values()) {
            if (type.is("UNION")) {
                for (String member : type.members) {
                    TypeDefinition found = types.get(member);
                    if (found != null) {
                        addPossible(type.name, found);
                    }
                }
            } else {
                type.interfaces.forEach(name -> addPossible(name, type));
                if (type.is("OBJECT", "INPUT_OBJECT")) {
                    addPossible(type.name, type);
                }
            }
        }
    }

    private void addPossible(String name, TypeDefinition type) {
        possible.computeIfAbsent(name, _ -> new ArrayList<>()).add(type);
    }

    private void declareDirectives(Obj document) {
        for (Obj node : Nodes.list(document, "Directives")) {
            String name = Nodes.text(node, "Name");
            if (directives.put(name, node) != null && !REDECLARABLE.contains(name)) {
                throw new GraphqlFault("Cannot redeclare directive " + name + ".", Place.of(node));
            }
        }
    }

    private void enter(Obj document) {
        List<Obj> schemas = Nodes.list(document, "Schema");
        if (schemas.size() > 1) {
            throw new GraphqlFault(
                    "Cannot have multiple schema entry points, consider schema extensions instead.",
                    Place.of(schemas.get(1)));
        }
        List<Obj> all = new ArrayList<>(schemas);
        all.addAll(Nodes.list(document, "SchemaExtension"));
        for (Obj schema : all) {
            for (Obj entry : Nodes.list(schema, "OperationTypes")) {
                String operation = Nodes.text(entry, "Operation");
                TypeDefinition type = types.get(Nodes.text(entry, "Type"));
                if (type == null) {
                    throw new GraphqlFault(
                            "Schema root "
                                    + operation
                                    + " refers to a type "
                                    + Nodes.text(entry, "Type")
                                    + " that does not exist.",
                            Place.of(entry));
                }
                roots.put(operation, type);
            }
            new SchemaCheck(this).directives(Nodes.list(schema, "Directives"), "SCHEMA", "", true);
        }
    }

    /** Without a schema definition the usual names are the entry points; introspection begins at the query. */
    private void completeRoots(Obj document) {
        if (Nodes.list(document, "Schema").isEmpty()) {
            for (String name : List.of("Query", "Mutation", "Subscription")) {
                TypeDefinition type = types.get(name);
                if (type != null) {
                    roots.putIfAbsent(name.toLowerCase(Locale.ROOT), type);
                }
            }
        }
        TypeDefinition query = roots.get("query");
        if (query != null) {
            query.fields.add(field("__schema", "__Schema", true, Array.EMPTY));
            Obj name = field("name", "String", true, Array.EMPTY);
            query.fields.add(field("__type", "__Type", false, Array.of(name)));
        }
    }

    static Obj field(String name, String type, boolean required, Value arguments) {
        Obj reference =
                Obj.builder()
                        .put("NamedType", Str.of(type))
                        .put("Elem", Null.NULL)
                        .put("NonNull", Bool.of(required))
                        .build();
        return Obj.builder()
                .put("Name", name)
                .put("Type", reference)
                .put("Arguments", arguments)
                .build();
    }

    /** Entry point of an operation; null when the schema has none. */
    @Nullable TypeDefinition root(String operation) {
        return roots.get(operation.isEmpty() ? "query" : operation);
    }

    boolean hasRoot(String operation) {
        return roots.containsKey(operation);
    }

    @Nullable TypeDefinition type(String name) {
        return types.get(name);
    }

    List<TypeDefinition> possibleTypes(TypeDefinition type) {
        return possible.getOrDefault(type.name, List.of());
    }

    boolean isPossible(String type, String actual) {
        return possible.getOrDefault(type, List.of()).stream().anyMatch(t -> t.name.equals(actual));
    }
}
