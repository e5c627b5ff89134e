package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.builtin.graphql.SchemaParser.Description;
import dev.meshwarden.rego.builtin.graphql.Token.Kind;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Reads definitions of types, and extensions of them. */
final class DefinitionParser {
    private static final Description NO_DESCRIPTION = new Description("", Null.NULL);

    private final Cursor cursor;
    private final ValueParser values;
    private final boolean builtIn;

    DefinitionParser(Cursor cursor, ValueParser values, boolean builtIn) {
        this.cursor = cursor;
        this.values = values;
        this.builtIn = builtIn;
    }

    Obj definition(Description description) {
        Value comment = cursor.comment();
        String word = cursor.next().value();
        return definition(word, description, comment, false);
    }

    /** Behind {@code extend}; something must follow the name. */
    Obj extension(Value comment) {
        Token word = cursor.peek();
        switch (word.kind() == Kind.NAME ? word.value() : "") {
            case "scalar", "type", "interface", "union", "enum", "input" -> cursor.next();
            case String _ -> throw cursor.unexpected();
        }
        Obj found = definition(word.value(), NO_DESCRIPTION, comment, true);
        boolean empty =
                List.of("Interfaces", "Directives", "Fields", "Types", "EnumValues").stream()
                        .allMatch(f -> !(found.get(f) instanceof Array a) || a.size() == 0);
        if (empty) {
            throw cursor.unexpected();
        }
        return found;
    }

    private Obj definition(String word, Description description, Value comment, boolean extending) {
        Obj.Builder node = Obj.builder().put(Nodes.POSITION, cursor.place());
        description.putInto(node, comment);
        node.put("Name", cursor.name()).put("BuiltIn", Bool.of(builtIn));
        switch (word) {
            case "scalar" -> node.put("Kind", "SCALAR").put("Directives", values.directives(true));
            case "type", "interface" -> {
                boolean object = word.equals("type");
                node.put("Kind", object ? "OBJECT" : "INTERFACE");
                if (object || !extending) {
                    node.put("Interfaces", interfaces());
                }
                node.put("Directives", values.directives(true));
                members(node, "Fields", this::field);
            }
            case "union" ->
                    node.put("Kind", "UNION")
                            .put("Directives", values.directives(true))
                            .put("Types", memberTypes());
            case "enum" -> {
                node.put("Kind", "ENUM").put("Directives", values.directives(true));
                members(node, "EnumValues", this::enumValue);
            }
            case String _ -> {
                node.put("Kind", "INPUT_OBJECT").put("Directives", values.directives(!extending));
                members(node, "Fields", this::inputField);
            }
        }
        return node.build();
    }

    private interface Member {
        Value read();
    }

    private void members(Obj.Builder node, String field, Member member) {
        List<Value> found = new ArrayList<>();
        Value end = cursor.some(Kind.BRACE_OPEN, Kind.BRACE_CLOSE, () -> found.add(member.read()));
        node.put(Str.of(field), Array.ofList(found)).put("EndOfDefinitionComment", end);
    }

    private Array interfaces() {
        List<Value> found = new ArrayList<>();
        if (cursor.peek().value().equals("implements")) {
            cursor.next();
            cursor.skip(Kind.AMP);
            do {
                found.add(Str.of(cursor.name()));
            } while (cursor.skip(Kind.AMP));
        }
        return Array.ofList(found);
    }

    private Array memberTypes() {
        List<Value> found = new ArrayList<>();
        if (cursor.skip(Kind.EQUALS)) {
            cursor.skip(Kind.PIPE);
            do {
                found.add(Str.of(cursor.name()));
            } while (cursor.skip(Kind.PIPE));
        }
        return Array.ofList(found);
    }

    /** Description, comments, place and name of a member. */
    private Obj.Builder member() {
        Description description = Description.read(cursor);
        cursor.peek();
        Obj.Builder node = Obj.builder();
        (description.text().isEmpty() ? NO_DESCRIPTION : description)
                .putInto(node, cursor.comment());
        node.put(Nodes.POSITION, cursor.place());
        return node.put("Name", cursor.name());
    }

    private Obj field() {
        Obj.Builder node = member();
        node.put("Arguments", arguments());
        cursor.expect(Kind.COLON);
        return node.put("Type", values.type()).put("Directives", values.directives(true)).build();
    }

    private Obj inputField() {
        Obj.Builder node = member();
        cursor.expect(Kind.COLON);
        node.put("Type", values.type());
        if (cursor.skip(Kind.EQUALS)) {
            node.put("DefaultValue", values.value(true));
        }
        return node.put("Directives", values.directives(true)).build();
    }

    private Obj enumValue() {
        return member().put("Directives", values.directives(true)).build();
    }

    Array arguments() {
        List<Value> found = new ArrayList<>();
        cursor.some(Kind.PAREN_OPEN, Kind.PAREN_CLOSE, () -> found.add(inputField()));
        return Array.ofList(found);
    }
}
