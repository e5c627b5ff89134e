package dev.meshwarden.rego.builtin.time;

import static dev.meshwarden.rego.builtin.Builtin.nonDeterministic;
import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.type.Type;

import java.util.List;

/** Every builtin on times. */
public final class TimeBuiltins {
    private static final String MOMENT = "number | tuple[number, string]";
    private static final Type.Function TRIPLE =
            Signature.of("x: " + MOMENT + " -> tuple[number, number, number]");

    public static final List<Builtin> ALL =
            List.of(
                    nonDeterministic("time.now_ns", Signature.of("-> number"), Moments::now),
                    pure("time.date", TRIPLE, Moments::date),
                    pure("time.clock", TRIPLE, Moments::clock),
                    pure(
                            "time.weekday",
                            Signature.of("x: " + MOMENT + " -> string"),
                            Moments::weekday),
                    pure(
                            "time.format",
                            Signature.of(
                                    "x: " + MOMENT + " | tuple[number, string, string] -> string"),
                            Moments::format),
                    pure(
                            "time.add_date",
                            Signature.of(
                                    "ns: number, years: number, months: number, days: number"
                                            + " -> number"),
                            Calendar::addDate),
                    pure(
                            "time.diff",
                            Signature.of(
                                    "ns1: "
                                            + MOMENT
                                            + ", ns2: "
                                            + MOMENT
                                            + " -> tuple[number, number, number, number, number,"
                                            + " number]"),
                            Calendar::difference),
                    pure(
                            "time.parse_ns",
                            Signature.of("layout: string, value: string -> number"),
                            Moments::parse),
                    pure(
                            "time.parse_rfc3339_ns",
                            Signature.of("value: string -> number"),
                            Moments::parseRfc3339),
                    pure(
                            "time.parse_duration_ns",
                            Signature.of("duration: string -> number"),
                            Durations::parse));

    private TimeBuiltins() {}
}
