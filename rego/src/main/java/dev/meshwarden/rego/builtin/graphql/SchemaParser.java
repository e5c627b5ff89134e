package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.builtin.graphql.Token.Kind;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads schema documents. */
final class SchemaParser {
    private static final Set<String> LOCATIONS =
            Set.of(
                    "QUERY",
                    "MUTATION",
                    "SUBSCRIPTION",
                    "FIELD",
                    "FRAGMENT_DEFINITION",
                    "FRAGMENT_SPREAD",
                    "INLINE_FRAGMENT",
                    "VARIABLE_DEFINITION",
                    "SCHEMA",
                    "SCALAR",
                    "OBJECT",
                    "FIELD_DEFINITION",
                    "ARGUMENT_DEFINITION",
                    "INTERFACE",
                    "UNION",
                    "ENUM",
                    "ENUM_VALUE",
                    "INPUT_OBJECT",
                    "INPUT_FIELD_DEFINITION");

    private final Cursor cursor;
    private final DefinitionParser definitions;
    private final ValueParser values;

    private SchemaParser(String text, boolean builtIn) {
        this.cursor = new Cursor(text);
        this.values = new ValueParser(cursor);
        this.definitions = new DefinitionParser(cursor, values, builtIn);
    }

    /** Throws {@link GraphqlFault}. */
    static Obj parse(String text) {
        return new SchemaParser(text, false).document();
    }

    /** The definitions that every schema has. */
    static Obj parseBuiltIn(String text) {
        return new SchemaParser(text, true).document();
    }

    private Obj document() {
        List<Value> schemas = new ArrayList<>();
        List<Value> directives = new ArrayList<>();
        List<Value> types = new ArrayList<>();
        List<Value> extendedSchemas = new ArrayList<>();
        List<Value> extendedTypes = new ArrayList<>();
        while (!cursor.isAhead(Kind.END)) {
            Description description = Description.read(cursor);
            Token token = cursor.peek();
            switch (token.kind() == Kind.NAME ? token.value() : "") {
                case "scalar", "type", "interface", "union", "enum", "input" ->
                        types.add(definitions.definition(description));
                case "schema" -> schemas.add(schema(description));
                case "directive" -> directives.add(directive(description));
                case "extend" -> {
                    if (!description.text().isEmpty()) {
                        throw cursor.unexpected(cursor.last());
                    }
                    extension(extendedSchemas, extendedTypes);
                }
                case String _ -> throw cursor.unexpected();
            }
        }
        return Obj.builder()
                .put("Schema", Array.ofList(schemas))
                .put("SchemaExtension", Array.ofList(extendedSchemas))
                .put("Directives", Array.ofList(directives))
                .put("Definitions", Array.ofList(types))
                .put("Extensions", Array.ofList(extendedTypes))
                .put("Comment", cursor.comment())
                .build();
    }

    private void extension(List<Value> schemas, List<Value> types) {
        Value comment = cursor.comment();
        cursor.expectKeyword("extend");
        if (cursor.peek().value().equals("schema")) {
            schemas.add(extendedSchema(comment));
        } else {
            types.add(definitions.extension(comment));
        }
    }

    private Obj extendedSchema(Value comment) {
        cursor.expectKeyword("schema");
        Obj.Builder schema =
                Obj.builder()
                        .put(Nodes.POSITION, cursor.place())
                        .put("Description", "")
                        .put("AfterDescriptionComment", comment);
        Array directives = values.directives(true);
        Array operations = operationTypes(schema);
        if (directives.size() == 0 && operations.size() == 0) {
            throw cursor.unexpected();
        }
        return schema.put("Directives", directives).build();
    }

    private Obj schema(Description description) {
        Value comment = cursor.comment();
        cursor.expectKeyword("schema");
        Obj.Builder schema = Obj.builder().put(Nodes.POSITION, cursor.place());
        description.putInto(schema, comment);
        schema.put("Directives", values.directives(true));
        operationTypes(schema);
        return schema.build();
    }

    private Array operationTypes(Obj.Builder schema) {
        List<Value> found = new ArrayList<>();
        Value end =
                cursor.some(Kind.BRACE_OPEN, Kind.BRACE_CLOSE, () -> found.add(operationType()));
        Array operations = Array.ofList(found);
        schema.put("OperationTypes", operations).put("EndOfDefinitionComment", end);
        return operations;
    }

    private Obj operationType() {
        Obj.Builder type =
                Obj.builder().put(Nodes.POSITION, cursor.place()).put("Comment", cursor.comment());
        Token operation = cursor.next();
        if (!Set.of("query", "mutation", "subscription").contains(operation.value())) {
            throw cursor.unexpected(operation);
        }
        cursor.expect(Kind.COLON);
        return type.put("Operation", operation.value()).put("Type", cursor.name()).build();
    }

    private Obj directive(Description description) {
        Value comment = cursor.comment();
        cursor.expectKeyword("directive");
        cursor.expect(Kind.AT);
        Obj.Builder directive = Obj.builder().put(Nodes.POSITION, cursor.place());
        description.putInto(directive, comment);
        directive.put("Name", cursor.name()).put("Arguments", definitions.arguments());
        boolean repeatable = cursor.peek().isName("repeatable");
        if (repeatable) {
            cursor.next();
        }
        cursor.expectKeyword("on");
        return directive
                .put("IsRepeatable", Bool.of(repeatable))
                .put("Locations", locations())
                .build();
    }

    private Array locations() {
        List<Value> found = new ArrayList<>();
        cursor.skip(Kind.PIPE);
        do {
            Token name = cursor.expect(Kind.NAME);
            if (!LOCATIONS.contains(name.value())) {
                throw cursor.unexpected(name);
            }
            found.add(Str.of(name.value()));
        } while (cursor.skip(Kind.PIPE));
        return Array.ofList(found);
    }

    /** A description, and the comments before it. */
    record Description(String text, Value comment) {
        private static final Description NONE = new Description("", Null.NULL);

        static Description read(Cursor cursor) {
            Kind kind = cursor.peek().kind();
            if (kind != Kind.STRING && kind != Kind.BLOCK_STRING) {
                return NONE;
            }
            Value comment = cursor.comment();
            return new Description(cursor.next().value(), comment);
        }

        void putInto(Obj.Builder node, Value after) {
            node.put("Description", text)
                    .put("BeforeDescriptionComment", comment)
                    .put("AfterDescriptionComment", after);
        }
    }
}
