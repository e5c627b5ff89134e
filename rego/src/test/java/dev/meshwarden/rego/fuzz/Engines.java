package dev.meshwarden.rego.fuzz;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.engine.CompiledPolicy;
import dev.meshwarden.rego.engine.Evaluation;
import dev.meshwarden.rego.engine.Outcome;
import dev.meshwarden.rego.engine.PackageDoc;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.PreparedQuery;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** A module through the whole engine, with plans as they are and optimised: both come to the same. */
final class Engines {
    private static final Value INPUT =
            JsonReader.read(
                    """
                    {"a": {"b": 1, "c": [1, "x", null]}, "b": [1, 2, 3], "c": "x", "d": {}, "x": true}
                    """);
    private static final Limits LIMITS =
            Limits.STANDARD
                    .withSteps(300_000)
                    .withDeadline(Duration.ofSeconds(5))
                    .withBuiltBytes(16 << 20);

    private Engines() {}

    static void agree(String text, Random random) {
        var options =
                CompileOptions.STANDARD
                        .withVersion(random.nextInt(4) == 0 ? RegoVersion.V0 : RegoVersion.V1)
                        .withStrict(random.nextInt(8) == 0);
        List<Source> sources = List.of(new Source("fuzz.rego", text));
        switch (RegoCompiler.compile(sources, options)) {
            case Compilation.Rejected(var why) -> Target.refused(why);
            case Compilation.Compiled(var fast) -> {
                var plain =
                        (Compilation.Compiled)
                                RegoCompiler.compile(sources, options.withOptimise(false));
                evaluate(fast, plain.policy(), random.nextInt(4) == 0);
            }
        }
    }

    private static void evaluate(CompiledPolicy fast, CompiledPolicy plain, boolean strict) {
        for (PackageDoc doc : fast.packages()) {
            String whole = "data." + doc.path();
            if (!doc.path().matches("[a-z0-9_.]+")) {
                continue; // needs brackets
            }
            same(whole, fast, plain, strict);
            for (String rule : doc.rules().stream().limit(12).toList()) {
                same(whole + "[\"" + rule + "\"]", fast, plain, strict);
            }
        }
    }

    private static void same(
            String query, CompiledPolicy fast, CompiledPolicy plain, boolean strict) {
        String ours = answer(query, fast, strict);
        String theirs = answer(query, plain, strict);
        Target.require(
                ours.equals(theirs) || ours.startsWith("halted") || theirs.startsWith("halted"),
                query + "\n optimised: " + ours + "\n plain:     " + theirs);
    }

    private static String answer(String query, CompiledPolicy policy, boolean strict) {
        return switch (policy.prepare(query)) {
            case Preparation.Rejected(var why) -> {
                Target.refused(why);
                yield why.getFirst().line();
            }
            case Preparation.Prepared(PreparedQuery prepared) -> {
                var evaluation =
                        new Evaluation(
                                INPUT, Obj.EMPTY, Instant.EPOCH, LIMITS, strict, World.closed());
                yield switch (prepared.evaluate(evaluation)) {
                    case Outcome.Defined(var value, _) -> value.toString();
                    case Outcome.Undefined _ -> "undefined";
                    case Outcome.Failed(var error, _) -> "failed " + error.code();
                    case Outcome.Halted(var limit, _, _, _) -> "halted by " + limit;
                };
            }
        };
    }
}
