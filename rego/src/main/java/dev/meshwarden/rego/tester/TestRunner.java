package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinTable;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.compile.CompiledModule;
import dev.meshwarden.rego.compile.CompiledRule;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.engine.CompiledPolicy;
import dev.meshwarden.rego.engine.Evaluation;
import dev.meshwarden.rego.engine.Outcome;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.PreparedQuery;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.limit.Limit;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs the {@code test_*} rules of modules as {@code opa test} does: a test passes when its value is true, one whose name begins with
 * {@code todo_test_} is skipped, and one over cases passes when every case does.
 *
 * <p>Threading: confined to one thread.
 */
public final class TestRunner {
    private final CompiledPolicy policy;
    private final Obj data;
    private final List<Array> cases;
    private final @Nullable Coverage coverage;
    private final Set<String> hosts;

    private TestRunner(
            CompiledPolicy policy,
            Obj data,
            List<Array> cases,
            @Nullable Coverage coverage,
            Set<String> hosts) {
        this.policy = policy;
        this.data = data;
        this.cases = cases;
        this.coverage = coverage;
        this.hosts = Set.copyOf(hosts);
    }

    /** A runner that notes which lines its tests reach. */
    public TestRunner covering(Coverage lines) {
        return new TestRunner(policy, data, cases, lines, hosts);
    }

    /** A runner whose tests may reach these hosts, where they were compiled so that they can. */
    public TestRunner reaching(Set<String> reachable) {
        return new TestRunner(policy, data, cases, coverage, reachable);
    }

    /** What is tested. */
    public CompiledPolicy policy() {
        return policy;
    }

    /** What compiling came to. */
    public sealed interface Preparing {
        record Ready(TestRunner runner) implements Preparing {}

        record Rejected(List<Diagnostic> diagnostics) implements Preparing {
            public Rejected {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    /**
     * Compiles modules for testing.
     *
     * @param data documents beside them
     */
    public static Preparing of(List<Source> modules, Obj data, CompileOptions options) {
        List<Array> cases = new ArrayList<>();
        Builtin told =
                Builtin.nonDeterministic(
                        "internal.test_case",
                        Signature.of("array[any] ->"),
                        (_, operands) -> {
                            cases.add((Array) operands[0]);
                            return Bool.TRUE;
                        });
        Compilation compiled =
                RegoCompiler.compile(
                        modules,
                        options,
                        name -> name.equals(told.name()) ? told : BuiltinTable.find(name),
                        TestModules::ready);
        return switch (compiled) {
            case Compilation.Compiled(var policy) ->
                    new Preparing.Ready(new TestRunner(policy, data, cases, null, Set.of()));
            case Compilation.Rejected(var why) -> new Preparing.Rejected(why);
        };
    }

    /**
     * Runs the tests in the order of files and lines.
     *
     * @param wanted by full name, {@code data.pkg.test_x}
     * @param timeout for each
     * @param done told of each result as it comes
     */
    public List<TestResult> run(
            Predicate<String> wanted, Duration timeout, Instant now, Consumer<TestResult> done) {
        List<TestResult> results = new ArrayList<>();
        for (CompiledModule module : policy.modules().modules()) {
            Set<String> seen = new LinkedHashSet<>();
            for (CompiledRule rule : module.rules()) {
                String name = rule.head().ref().name();
                if (TestModules.isTest(name)
                        && seen.add(name)
                        && wanted.test(module.path().dotted() + "." + name)) {
                    TestResult result = run(module, rule, name, timeout, now);
                    results.add(result);
                    done.accept(result);
                }
            }
        }
        return results;
    }

    private TestResult run(
            CompiledModule module, CompiledRule rule, String name, Duration timeout, Instant now) {
        String packagePath = module.path().toString();
        if (TestModules.isSkipped(name)) {
            return new TestResult(
                    packagePath,
                    name,
                    rule.at(),
                    TestResult.Outcome.SKIPPED,
                    "",
                    Duration.ZERO,
                    List.of(),
                    Map.of());
        }
        List<String> output = new ArrayList<>();
        cases.clear();
        long begun = System.nanoTime();
        Outcome outcome = evaluate(packagePath, name, timeout, now, output);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        boolean overCases = !rule.head().isMultiValue() && !rule.head().ref().path().isEmpty();
        Map<String, Boolean> caseResults =
                overCases && outcome instanceof Outcome.Defined(Obj passed, _)
                        ? caseResults(passed)
                        : Map.of();
        return new TestResult(
                packagePath,
                name,
                rule.at(),
                judged(outcome, overCases, caseResults),
                error(outcome, timeout),
                took,
                output,
                caseResults);
    }

    private Outcome evaluate(
            String packagePath, String name, Duration timeout, Instant now, List<String> output) {
        String query = packagePath + "[" + Str.of(name) + "]";
        Preparation preparation =
                coverage == null
                        ? policy.prepare(query)
                        : policy.prepareWatched(new Source("", query));
        return switch (preparation) {
            case Preparation.Prepared(var prepared) ->
                    evaluate(
                            prepared,
                            new Evaluation(
                                    null,
                                    data,
                                    now,
                                    Limits.STANDARD.withDeadline(timeout).withSteps(1_000_000_000L),
                                    false,
                                    World.closed().withPrint(output::add).withHosts(hosts)));
            case Preparation.Rejected(var why) -> new Outcome.Failed(why.getFirst(), List.of());
        };
    }

    private Outcome evaluate(PreparedQuery query, Evaluation evaluation) {
        return coverage == null ? query.evaluate(evaluation) : query.evaluate(evaluation, coverage);
    }

    private static TestResult.Outcome judged(
            Outcome outcome, boolean overCases, Map<String, Boolean> cases) {
        return switch (outcome) {
            case Outcome.Defined(var value, _) -> {
                boolean passed = overCases ? !cases.containsValue(false) : value == Bool.TRUE;
                yield passed ? TestResult.Outcome.PASS : TestResult.Outcome.FAIL;
            }
            case Outcome.Undefined _ -> TestResult.Outcome.FAIL;
            case Outcome.Failed _, Outcome.Halted _ -> TestResult.Outcome.ERROR;
        };
    }

    private static String error(Outcome outcome, Duration timeout) {
        return switch (outcome) {
            case Outcome.Defined _, Outcome.Undefined _ -> "";
            case Outcome.Failed(var error, _) -> error.line();
            case Outcome.Halted(var limit, var rule, var at, _) ->
                    limit == Limit.DEADLINE
                            ? "not done in " + timeout.toMillis() + " ms"
                            : at + ": the " + limit + " limit was reached in " + rule;
        };
    }

    /** Cases that were told of and have no true value failed. */
    private Map<String, Boolean> caseResults(Obj passed) {
        Map<String, Boolean> results = new TreeMap<>();
        for (Array path : cases) {
            Value at = passed;
            var name = new StringBuilder();
            for (Value key : path) {
                at = at instanceof Obj o && o.get(key) != null ? o.get(key) : Bool.FALSE;
                name.append(name.isEmpty() ? "" : "/")
                        .append(key instanceof Str s ? s.text() : key.toString());
            }
            results.put(name.toString(), at == Bool.TRUE);
        }
        return results;
    }
}
