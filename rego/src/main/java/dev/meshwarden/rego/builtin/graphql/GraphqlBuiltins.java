package dev.meshwarden.rego.builtin.graphql;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;
import java.util.function.Function;

/** {@code graphql.*}. Queries and schemas are text, or the tree that an earlier call gave. */
public final class GraphqlBuiltins {
    private static final String BOTH =
            "query: string | object{[any]: any}, schema: string | object{[any]: any} -> ";
    private static final String TREE = "object{[any]: any}";
    private static final Array UNVERIFIED = Array.of(Bool.FALSE, Obj.EMPTY, Obj.EMPTY);

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "graphql.is_valid",
                            Signature.of(BOTH + "boolean"),
                            GraphqlBuiltins::isValid),
                    pure(
                            "graphql.parse",
                            Signature.of(BOTH + "tuple[" + TREE + ", " + TREE + "]"),
                            GraphqlBuiltins::parse),
                    pure(
                            "graphql.parse_and_verify",
                            Signature.of(BOTH + "tuple[boolean, " + TREE + ", " + TREE + "]"),
                            GraphqlBuiltins::parseAndVerify),
                    pure(
                            "graphql.parse_query",
                            Signature.of("query: string -> " + TREE),
                            (_, arguments) ->
                                    Nodes.pruned(
                                            worded(
                                                    QueryParser::parse,
                                                    Operands.text(arguments, 0)))),
                    pure(
                            "graphql.parse_schema",
                            Signature.of("schema: string -> " + TREE),
                            (_, arguments) ->
                                    Nodes.pruned(
                                            worded(
                                                    SchemaParser::parse,
                                                    Operands.text(arguments, 0)))),
                    pure(
                            "graphql.schema_is_valid",
                            Signature.of("schema: string | object{[any]: any} -> boolean"),
                            GraphqlBuiltins::schemaIsValid));

    private record SchemaKey(Value schema) {}

    private GraphqlBuiltins() {}

    /** A parser's fault is the builtin's error, in OPA's words. */
    private static Obj worded(Function<String, Obj> parser, String text) {
        try {
            return parser.apply(text);
        } catch (GraphqlFault fault) {
            throw BuiltinError.failed(GraphqlFault.worded(fault.reason(), fault.at()));
        }
    }

    private static Obj query(Value[] arguments) {
        return switch (arguments[0]) {
            case Str text -> worded(QueryParser::parse, text.text());
            case Obj tree -> HandedBack.query(tree);
            case Value other -> throw wrong(0, other);
        };
    }

    private static Obj schema(Value[] arguments, int position) {
        return switch (arguments[position]) {
            case Str text -> worded(SchemaParser::parse, text.text());
            case Obj tree -> HandedBack.schema(tree);
            case Value other -> throw wrong(1, other);
        };
    }

    /** OPA counts these operands from zero. */
    private static BuiltinError wrong(int position, Value found) {
        return BuiltinError.type(
                "operand "
                        + position
                        + " must be one of {string, object} but got "
                        + found.typeName());
    }

    private static SchemaModel model(BuiltinContext context, Value key, Obj document) {
        try {
            return context.memo(new SchemaKey(key), _ -> SchemaModel.of(document));
        } catch (GraphqlFault fault) {
            throw BuiltinError.failed(
                    "Error in gqlparser SchemaDocument to Schema conversion: " + fault.line());
        }
    }

    private static Array parsed(BuiltinContext context, Value[] arguments) {
        Obj query = query(arguments);
        Obj schema = schema(arguments, 1);
        SchemaModel model = model(context, arguments[1], schema);
        QueryCheck.check(context.budget(), model, query);
        return Array.of(Nodes.pruned(query), Nodes.pruned(schema));
    }

    private static Value parse(BuiltinContext context, Value[] arguments) {
        return parsed(context, arguments);
    }

    private static Value parseAndVerify(BuiltinContext context, Value[] arguments) {
        try {
            Array trees = parsed(context, arguments);
            return Array.of(Bool.TRUE, trees.at(0), trees.at(1));
        } catch (BuiltinError _) {
            return UNVERIFIED;
        }
    }

    private static Value isValid(BuiltinContext context, Value[] arguments) {
        try {
            parsed(context, arguments);
            return Bool.TRUE;
        } catch (BuiltinError _) {
            return Bool.FALSE;
        }
    }

    private static Value schemaIsValid(BuiltinContext context, Value[] arguments) {
        try {
            model(context, arguments[0], schema(arguments, 0));
            return Bool.TRUE;
        } catch (BuiltinError _) {
            return Bool.FALSE;
        }
    }
}
