package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.builtin.graphql.Token.Kind;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/** What queries and schemas share: values, arguments, directives, types. */
final class ValueParser {
    private final Cursor cursor;

    ValueParser(Cursor cursor) {
        this.cursor = cursor;
    }

    Array arguments(boolean constant) {
        List<Value> found = new ArrayList<>();
        cursor.some(
                Kind.PAREN_OPEN,
                Kind.PAREN_CLOSE,
                () -> {
                    Obj.Builder argument = pair();
                    found.add(argument.put("Value", value(constant)).build());
                });
        return Array.ofList(found);
    }

    /** Name and colon of an argument or of an object's member. */
    private Obj.Builder pair() {
        Value place = cursor.place();
        Value comment = cursor.comment();
        String name = cursor.name();
        cursor.expect(Kind.COLON);
        return Obj.builder().put("Name", name).put(Nodes.POSITION, place).put("Comment", comment);
    }

    Array directives(boolean constant) {
        List<Value> found = new ArrayList<>();
        while (cursor.isAhead(Kind.AT)) {
            cursor.next();
            Value place = cursor.place();
            found.add(
                    Obj.builder()
                            .put(Nodes.POSITION, place)
                            .put("Name", cursor.name())
                            .put("Arguments", arguments(constant))
                            .put("Location", "")
                            .build());
        }
        return Array.ofList(found);
    }

    Obj type() {
        Obj.Builder type = Obj.builder();
        if (cursor.skip(Kind.BRACKET_OPEN)) {
            type.put(Nodes.POSITION, cursor.place());
            type.put("NamedType", "").put("Elem", nestedType());
            cursor.expect(Kind.BRACKET_CLOSE);
        } else {
            type.put(Nodes.POSITION, cursor.place());
            type.put("NamedType", cursor.name());
        }
        return type.put("NonNull", Bool.of(cursor.skip(Kind.BANG))).build();
    }

    private int typeDepth;

    private Obj nestedType() {
        if (++typeDepth > 100) {
            throw cursor.unexpected();
        }
        Obj type = type();
        typeDepth--;
        return type;
    }

    Obj value(boolean constant) {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case BRACKET_OPEN -> list(constant);
            case BRACE_OPEN -> object(constant);
            case DOLLAR -> {
                if (constant) {
                    throw cursor.unexpected();
                }
                cursor.next();
                yield node(ValueKind.VARIABLE, cursor.name(), token, Null.NULL);
            }
            case INT -> literal(ValueKind.INT, token);
            case FLOAT -> literal(ValueKind.FLOAT, token);
            case STRING -> literal(ValueKind.STRING, token);
            case BLOCK_STRING -> literal(ValueKind.BLOCK, token);
            case NAME ->
                    literal(
                            switch (token.value()) {
                                case "true", "false" -> ValueKind.BOOLEAN;
                                case "null" -> ValueKind.NULL;
                                case String _ -> ValueKind.ENUM;
                            },
                            token);
            default -> throw cursor.unexpected();
        };
    }

    private Obj literal(ValueKind kind, Token token) {
        cursor.next();
        return node(kind, token.value(), token, Null.NULL);
    }

    private static Obj node(ValueKind kind, String raw, Token token, Value comment) {
        return Obj.builder()
                .put("Raw", raw)
                .put("Kind", Num.of(kind.ordinal()))
                .put(Nodes.POSITION, token.at().value())
                .put("Comment", comment)
                .put("ExpectedTypeHasDefault", Bool.FALSE)
                .build();
    }

    private Obj list(boolean constant) {
        Token open = cursor.peek();
        Value comment = cursor.comment();
        List<Value> children = new ArrayList<>();
        cursor.many(
                Kind.BRACKET_OPEN,
                Kind.BRACKET_CLOSE,
                () ->
                        children.add(
                                Obj.builder()
                                        .put("Name", "")
                                        .put("Value", value(constant))
                                        .build()));
        return node(ValueKind.LIST, "", open, comment).with("Children", Array.ofList(children));
    }

    private Obj object(boolean constant) {
        Token open = cursor.peek();
        Value comment = cursor.comment();
        List<Value> children = new ArrayList<>();
        cursor.many(
                Kind.BRACE_OPEN,
                Kind.BRACE_CLOSE,
                () -> {
                    Obj.Builder child = pair();
                    children.add(child.put("Value", value(constant)).build());
                });
        return node(ValueKind.OBJECT, "", open, comment).with("Children", Array.ofList(children));
    }
}
