package dev.meshwarden.rego.value;

/**
 * A Rego value. Immutable. Ordered null &lt; boolean &lt; number &lt; string &lt; array &lt; object &lt; set, and inside each kind as OPA orders it.
 * Undefined is not a value.
 */
public sealed interface Value extends Comparable<Value>
        permits Null, Bool, Num, Str, Array, Obj, RegoSet {
    /** Place of the kind in the order, 0 for null to 6 for set. */
    int rank();

    /** The kind's name as {@code type_name} gives it. */
    default String typeName() {
        return switch (this) {
            case Null _ -> "null";
            case Bool _ -> "boolean";
            case Num _ -> "number";
            case Str _ -> "string";
            case Array _ -> "array";
            case Obj _ -> "object";
            case RegoSet _ -> "set";
        };
    }

    /** Whether a rule body goes on after this value: all values but {@code false} do. */
    default boolean isTruthy() {
        return this != Bool.FALSE;
    }
}
