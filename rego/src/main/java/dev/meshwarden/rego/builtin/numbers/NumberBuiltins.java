package dev.meshwarden.rego.builtin.numbers;

import static dev.meshwarden.rego.builtin.Builtin.nonDeterministic;
import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.type.Type;

import java.util.List;

/** Every builtin on numbers. */
public final class NumberBuiltins {
    private static final Type.Function ONE = Signature.of("x: number -> number");
    private static final Type.Function TWO = Signature.of("x: number, y: number -> number");
    private static final Type.Function SHIFT = Signature.of("x: number, s: number -> number");

    public static final List<Builtin> ALL =
            List.of(
                    pure("abs", ONE, (_, a) -> Operands.number(a, 0).abs()),
                    pure("ceil", ONE, (_, a) -> Operands.number(a, 0).ceil()),
                    pure("floor", ONE, (_, a) -> Operands.number(a, 0).floor()),
                    pure("round", ONE, (_, a) -> Operands.number(a, 0).round()),
                    pure(
                            "numbers.range",
                            Signature.of("a: number, b: number -> array[number]"),
                            Ranges::range),
                    pure(
                            "numbers.range_step",
                            Signature.of("a: number, b: number, step: number -> array[number]"),
                            Ranges::rangeStep),
                    pure("bits.and", TWO, Bits::and),
                    pure("bits.or", TWO, Bits::or),
                    pure("bits.xor", TWO, Bits::xor),
                    pure("bits.negate", ONE, Bits::negate),
                    pure("bits.lsh", SHIFT, Bits::shiftLeft),
                    pure("bits.rsh", SHIFT, Bits::shiftRight),
                    pure(
                            "to_number",
                            Signature.of("value: null | boolean | number | string -> number"),
                            ToNumber::call),
                    nonDeterministic(
                            "rand.intn",
                            Signature.of("str: string, n: number -> number"),
                            RandomNumber::call));

    private NumberBuiltins() {}
}
