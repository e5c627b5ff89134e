package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.builtin.graphql.Token.Kind;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Reads executable documents. */
final class QueryParser {
    private final Cursor cursor;
    private final ValueParser values;

    private QueryParser(String text) {
        this.cursor = new Cursor(text);
        this.values = new ValueParser(cursor);
    }

    /** Throws {@link GraphqlFault}. */
    static Obj parse(String text) {
        return new QueryParser(text).document();
    }

    private Obj document() {
        List<Value> operations = new ArrayList<>();
        List<Value> fragments = new ArrayList<>();
        while (!cursor.isAhead(Kind.END)) {
            Token token = cursor.peek();
            if (token.kind() == Kind.BRACE_OPEN) {
                operations.add(shorthand());
                continue;
            }
            switch (token.kind() == Kind.NAME ? token.value() : "") {
                case "query", "mutation", "subscription" -> operations.add(operation());
                case "fragment" -> fragments.add(fragment());
                case String _ -> throw cursor.unexpected();
            }
        }
        return Obj.builder()
                .put("Operations", Array.ofList(operations))
                .put("Fragments", Array.ofList(fragments))
                .build();
    }

    /** The comments before it are lost in gqlparser. */
    private Obj shorthand() {
        return Obj.builder()
                .put(Nodes.POSITION, cursor.place())
                .put("Operation", "query")
                .put("Name", "")
                .put("SelectionSet", selectionSet())
                .build();
    }

    private Obj operation() {
        Obj.Builder operation =
                Obj.builder().put(Nodes.POSITION, cursor.place()).put("Comment", cursor.comment());
        operation.put("Operation", cursor.next().value());
        String name = cursor.isAhead(Kind.NAME) ? cursor.next().value() : "";
        return operation
                .put("Name", name)
                .put("VariableDefinitions", variables())
                .put("Directives", values.directives(false))
                .put("SelectionSet", selectionSet())
                .build();
    }

    private Array variables() {
        List<Value> found = new ArrayList<>();
        cursor.some(Kind.PAREN_OPEN, Kind.PAREN_CLOSE, () -> found.add(variable()));
        return Array.ofList(found);
    }

    private Obj variable() {
        Obj.Builder variable =
                Obj.builder().put(Nodes.POSITION, cursor.place()).put("Comment", cursor.comment());
        cursor.expect(Kind.DOLLAR);
        variable.put("Variable", cursor.name());
        cursor.expect(Kind.COLON);
        variable.put("Type", values.type());
        variable.put("DefaultValue", cursor.skip(Kind.EQUALS) ? values.value(true) : Null.NULL);
        return variable.put("Directives", values.directives(false)).put("Used", Bool.FALSE).build();
    }

    private Array selectionSet() {
        if (!cursor.isAhead(Kind.BRACE_OPEN)) {
            cursor.expect(Kind.BRACE_OPEN);
        }
        List<Value> found = new ArrayList<>();
        cursor.some(
                Kind.BRACE_OPEN,
                Kind.BRACE_CLOSE,
                () -> found.add(cursor.isAhead(Kind.SPREAD) ? spread() : field()));
        return Array.ofList(found);
    }

    private Obj field() {
        Obj.Builder field =
                Obj.builder().put(Nodes.POSITION, cursor.place()).put("Comment", cursor.comment());
        String alias = cursor.name();
        String name = cursor.skip(Kind.COLON) ? cursor.name() : alias;
        field.put("Alias", alias)
                .put("Name", name)
                .put("Arguments", values.arguments(false))
                .put("Directives", values.directives(false));
        if (cursor.isAhead(Kind.BRACE_OPEN)) {
            field.put("SelectionSet", selectionSet());
        }
        return field.build();
    }

    private Obj spread() {
        Value comment = cursor.comment();
        cursor.expect(Kind.SPREAD);
        Token token = cursor.peek();
        Obj.Builder spread =
                Obj.builder().put(Nodes.POSITION, cursor.place()).put("Comment", comment);
        if (token.kind() == Kind.NAME && !token.value().equals("on")) {
            return spread.put("Name", cursor.name())
                    .put("Directives", values.directives(false))
                    .build();
        }
        String condition = "";
        if (token.value().equals("on")) {
            cursor.next();
            condition = cursor.name();
        }
        return spread.put("TypeCondition", condition)
                .put("Directives", values.directives(false))
                .put("SelectionSet", selectionSet())
                .build();
    }

    private Obj fragment() {
        Obj.Builder fragment =
                Obj.builder().put(Nodes.POSITION, cursor.place()).put("Comment", cursor.comment());
        cursor.expectKeyword("fragment");
        if (cursor.peek().value().equals("on")) {
            throw cursor.unexpected();
        }
        fragment.put("Name", cursor.name()).put("VariableDefinition", variables());
        cursor.expectKeyword("on");
        return fragment.put("TypeCondition", cursor.name())
                .put("Directives", values.directives(false))
                .put("SelectionSet", selectionSet())
                .build();
    }
}
