package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Evaluates one query against one module, for tests. */
record Answers(CompiledPolicy policy, @Nullable Value input, Obj data, Limits limits, World world) {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    static Answers of(String module) {
        return of(CompileOptions.STANDARD.withForbidden(Set.of()), module);
    }

    static Answers of(CompileOptions options, String module) {
        Compilation compilation =
                RegoCompiler.compile(List.of(new Source("test.rego", module)), options);
        return switch (compilation) {
            case Compilation.Compiled(var policy) ->
                    new Answers(policy, null, Obj.EMPTY, Limits.STANDARD, World.closed());
            case Compilation.Rejected(var why) -> throw new AssertionError(why.toString());
        };
    }

    Answers input(String json) {
        return new Answers(policy, JsonReader.read(json), data, limits, world);
    }

    Answers input(Value value) {
        return new Answers(policy, value, data, limits, world);
    }

    Answers data(String json) {
        return new Answers(policy, input, (Obj) JsonReader.read(json), limits, world);
    }

    Answers limits(Limits other) {
        return new Answers(policy, input, data, other, world);
    }

    Outcome outcome(String query) {
        return query(query).evaluate(evaluation());
    }

    PreparedQuery query(String query) {
        return switch (policy.prepare(query)) {
            case Preparation.Prepared(var prepared) -> prepared;
            case Preparation.Rejected(var why) -> throw new AssertionError(why.toString());
        };
    }

    Evaluation evaluation() {
        return new Evaluation(input, data, NOW, limits, false, world);
    }

    /** The answer as Rego text; {@code undefined} for none, the error's line for a failure. */
    String ask(String query) {
        return switch (outcome(query)) {
            case Outcome.Defined(var value, _) -> value.toString();
            case Outcome.Undefined _ -> "undefined";
            case Outcome.Failed(var error, _) -> error.line();
            case Outcome.Halted(var limit, var rule, var at, _) ->
                    "halted by " + limit + " in " + rule + " at " + at;
        };
    }
}
