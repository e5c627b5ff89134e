package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinTable;
import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.engine.CompiledPolicy;
import dev.meshwarden.rego.engine.Evaluation;
import dev.meshwarden.rego.engine.Outcome;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.PreparedQuery.Solution;
import dev.meshwarden.rego.engine.PreparedQuery.Solutions;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs cases of OPA's compliance suite, as OPA's own runner does: modules compiled together, every solution of the query compared.
 *
 * @param version the modules are written in
 * @param optimise whether plans are optimised
 * @param now what the clock says
 */
public record ComplianceSuite(RegoVersion version, boolean optimise, Instant now) {
    /** A builtin of OPA's runner alone. It does not sleep: no case waits for it. */
    private static final Builtin SLEEP =
            Builtin.pure("test.sleep", Type.function(Type.NULL, Type.STRING), (_, _) -> Null.NULL);

    /** The version that a folder or file of cases is named after: v0 if a part of its path is {@code v0}, else v1. */
    public static RegoVersion versionOf(Path file) {
        for (Path part : file.toAbsolutePath().normalize()) {
            if (part.toString().equals("v0")) {
                return RegoVersion.V0;
            }
        }
        return RegoVersion.V1;
    }

    /** Runs one case. Never throws: what goes wrong inside is a failed case. */
    public Verdict run(ComplianceCase c) {
        try {
            return judge(c);
        } catch (RuntimeException e) {
            return Verdict.failed("bug: " + e);
        }
    }

    private Verdict judge(ComplianceCase c) {
        List<Source> sources = new ArrayList<>();
        for (String module : c.modules()) {
            sources.add(new Source("test-" + sources.size() + ".rego", module));
        }
        var options =
                CompileOptions.STANDARD
                        .withVersion(version)
                        .withForbidden(Set.of())
                        .withOptimise(optimise);
        return switch (RegoCompiler.compile(sources, options, ComplianceSuite::builtin)) {
            case Compilation.Rejected(var why) -> Verdict.failed("does not compile: " + why);
            case Compilation.Compiled(var policy) -> judge(c, policy);
        };
    }

    private Verdict judge(ComplianceCase c, CompiledPolicy policy) {
        Value input = c.input();
        if (c.inputTerm() != null) {
            Outcome term =
                    switch (policy.prepare(c.inputTerm())) {
                        case Preparation.Prepared(var query) -> query.evaluate(evaluation(c, null));
                        case Preparation.Rejected(var why) ->
                                throw new IllegalArgumentException("no input: " + why);
                    };
            input = term instanceof Outcome.Defined(var value, _) ? value : null;
        }
        return switch (policy.prepare(c.query())) {
            case Preparation.Rejected(var why) -> Verdict.failed("query: " + why);
            case Preparation.Prepared(var query) -> judge(c, query.solutions(evaluation(c, input)));
        };
    }

    private static Verdict judge(ComplianceCase c, Solutions solutions) {
        return switch (solutions.end()) {
            case Outcome.Failed(var error, _) -> Verdict.ofError(c, error);
            case Outcome.Halted(var limit, var rule, var at, _) ->
                    Verdict.failed("halted by " + limit + " in " + rule + " at " + at);
            case Outcome.Defined _, Outcome.Undefined _ ->
                    Verdict.ofResult(
                            c, solutions.found().stream().map(Solution::bindings).toList());
        };
    }

    private Evaluation evaluation(ComplianceCase c, @Nullable Value input) {
        Limits limits = Limits.STANDARD.withResultBytes(1 << 26);
        return new Evaluation(input, c.data(), now, limits, c.strictErrors(), World.closed());
    }

    private static @Nullable Builtin builtin(String name) {
        return name.equals(SLEEP.name()) ? SLEEP : BuiltinTable.find(name);
    }
}
