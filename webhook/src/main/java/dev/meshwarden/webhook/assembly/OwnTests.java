package dev.meshwarden.webhook.assembly;

import dev.meshwarden.policy.pack.BuiltinPack;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.tester.TestResult;
import dev.meshwarden.rego.tester.TestRunner;
import dev.meshwarden.rego.value.Obj;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the tests that lie beside policies before the policies are put in force. */
final class OwnTests {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private OwnTests() {}

    /**
     * What is wrong with them; empty when every {@code test_*} rule of these files passes, or there is none.
     *
     * @param hosts whom the policies may ask; their tests ask nobody, and put values in place of what would be answered
     */
    static List<Diagnostic> failures(List<Source> files, Set<String> hosts, Instant now) {
        List<Source> own = files.stream().filter(f -> f.name().endsWith(".rego")).toList();
        if (own.stream().noneMatch(f -> f.name().endsWith("_test.rego"))) {
            return List.of();
        }
        List<Source> modules = new ArrayList<>(own);
        BuiltinPack.sources().stream()
                .filter(f -> f.name().endsWith(".rego"))
                .forEach(modules::add);
        CompileOptions options =
                hosts.isEmpty() ? CompileOptions.STANDARD : CompileOptions.STANDARD.withNetwork();
        return switch (TestRunner.of(modules, Obj.EMPTY, options)) {
            case TestRunner.Preparing.Rejected(var diagnostics) -> diagnostics;
            case TestRunner.Preparing.Ready(var runner) -> failures(runner, own, now);
        };
    }

    private static List<Diagnostic> failures(TestRunner runner, List<Source> own, Instant now) {
        Set<String> names = own.stream().map(Source::name).collect(Collectors.toSet());
        return runner.run(_ -> true, LONGEST, now, _ -> {}).stream()
                .filter(result -> names.contains(result.at().source().name()))
                .filter(TestResult::isBad)
                .map(OwnTests::diagnostic)
                .toList();
    }

    private static Diagnostic diagnostic(TestResult result) {
        String why = result.error().isEmpty() ? "fails" : "cannot be judged: " + result.error();
        return new Diagnostic(
                Code.POLICY,
                "the policies' own test `" + result.fullName() + "` " + why,
                result.at());
    }
}
