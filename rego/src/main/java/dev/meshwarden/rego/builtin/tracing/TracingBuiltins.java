package dev.meshwarden.rego.builtin.tracing;

import static dev.meshwarden.rego.builtin.Builtin.nonDeterministic;
import static dev.meshwarden.rego.builtin.Builtin.pure;
import static dev.meshwarden.rego.builtin.Builtin.relation;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Bool;

import java.util.List;

/** Prints, notes, surroundings, walk. A note is for the interpreter's trace hook; the body only checks it. */
public final class TracingBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    pure("print", Signature.of("any... ->"), Printing::print),
                    pure("internal.print", Signature.of("array[set[any]] ->"), Printing::printAll),
                    pure(
                            "internal.template_string",
                            Signature.of("array[any] -> string"),
                            Printing::template),
                    pure("internal.test_case", Signature.of("array[any] ->"), (_, _) -> Bool.TRUE),
                    pure(
                            "trace",
                            Signature.of("note: string -> boolean"),
                            (_, a) -> {
                                Operands.string(a, 0);
                                return Bool.TRUE;
                            }),
                    nonDeterministic(
                            "opa.runtime",
                            Signature.of("-> object{[string]: any}"),
                            (c, _) -> c.world().runtime()),
                    relation("walk", Signature.of("x: any -> tuple[array[any], any]"), Walk::call));

    private TracingBuiltins() {}
}
