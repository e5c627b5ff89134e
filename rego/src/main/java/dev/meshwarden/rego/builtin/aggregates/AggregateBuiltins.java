package dev.meshwarden.rego.builtin.aggregates;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.type.Type;

import java.util.List;

/** Every aggregate. */
public final class AggregateBuiltins {
    private static final Type.Function OF_NUMBERS =
            Signature.of("collection: array[number] | set[number] -> number");
    private static final Type.Function OF_ANY =
            Signature.of("collection: array[any] | set[any] -> any");

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "count",
                            Signature.of(
                                    "collection: string | array[any] | object{[any]: any}"
                                            + " | set[any] -> number"),
                            Aggregates::count),
                    pure("sum", OF_NUMBERS, Aggregates::sum),
                    pure("product", OF_NUMBERS, Aggregates::product),
                    pure("max", OF_ANY, (c, a) -> Aggregates.extreme(c, a, 1)),
                    pure("min", OF_ANY, (c, a) -> Aggregates.extreme(c, a, -1)),
                    pure(
                            "sort",
                            Signature.of("collection: array[any] | set[any] -> array[any]"),
                            Aggregates::sort));

    private AggregateBuiltins() {}
}
