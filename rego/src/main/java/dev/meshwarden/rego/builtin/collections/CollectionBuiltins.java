package dev.meshwarden.rego.builtin.collections;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.type.Type;

import java.util.List;

/** Every builtin on arrays, sets and objects. */
public final class CollectionBuiltins {
    private static final Type.Function OF_SETS = Signature.of("xs: set[set[any]] -> set[any]");
    private static final Type.Function OF_KEYS =
            Signature.of(
                    "object: object{[any]: any}, keys: array[any] | object{[any]: any} | set[any]"
                            + " -> object{[any]: any}");
    private static final String COMPOSITE = "array[any] | object{[any]: any} | set[any]";

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "array.concat",
                            Signature.of("x: array[any], y: array[any] -> array[any]"),
                            Arrays::concat),
                    pure(
                            "array.flatten",
                            Signature.of("arr: array[any] -> array[any]"),
                            Arrays::flatten),
                    pure(
                            "array.reverse",
                            Signature.of("arr: array[any] -> array[any]"),
                            Arrays::reverse),
                    pure(
                            "array.slice",
                            Signature.of(
                                    "arr: array[any], start: number, stop: number -> array[any]"),
                            Arrays::slice),
                    pure("intersection", OF_SETS, Sets::intersection),
                    pure("union", OF_SETS, Sets::union),
                    pure(
                            "object.get",
                            Signature.of(
                                    "object: object{[any]: any}, key: any, default: any -> any"),
                            Objects::get),
                    pure(
                            "object.keys",
                            Signature.of("object: object{[any]: any} -> set[any]"),
                            Objects::keys),
                    pure("object.filter", OF_KEYS, Objects::filter),
                    pure("object.remove", OF_KEYS, Objects::remove),
                    pure(
                            "object.union",
                            Signature.of(
                                    "a: object{[any]: any}, b: object{[any]: any}"
                                            + " -> object{[any]: any}"),
                            Union::ofTwo),
                    pure(
                            "object.union_n",
                            Signature.of(
                                    "objects: array[object{[any]: any}] -> object{[any]: any}"),
                            Union::ofMany),
                    pure(
                            "object.subset",
                            Signature.of(
                                    "super: " + COMPOSITE + ", sub: " + COMPOSITE + " -> boolean"),
                            Subset::call));

    private CollectionBuiltins() {}
}
