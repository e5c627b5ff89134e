package dev.meshwarden.rego.builtin.format;

import dev.meshwarden.rego.value.Str;

import java.math.BigInteger;

/** A value to format, in the Go type that decides what each verb does with it. */
public sealed interface Argument {
    /** A Go integer of this type. */
    record Whole(long value, String type) implements Argument {}

    /** Go's {@code *big.Int}. */
    record Big(BigInteger value) implements Argument {}

    /** Go's {@code float64}. */
    record Real(double value) implements Argument {}

    /** A Go string, or a type that is one underneath. */
    record Text(Str value, String type) implements Argument {}

    /** Go's {@code bool}. */
    record Truth(boolean value) implements Argument {}

    /** The type's name, as {@code %T} prints it. */
    default String type() {
        return switch (this) {
            case Whole(_, String type) -> type;
            case Big _ -> "*big.Int";
            case Real _ -> "float64";
            case Text(_, String type) -> type;
            case Truth _ -> "bool";
        };
    }
}
