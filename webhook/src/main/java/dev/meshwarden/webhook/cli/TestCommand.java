package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.suite.FixtureResult;
import dev.meshwarden.policy.suite.FixtureRunner;
import dev.meshwarden.rego.tester.Coverage;
import dev.meshwarden.rego.tester.TestResult;
import dev.meshwarden.rego.tester.TestRunner;
import dev.meshwarden.webhook.assembly.UnreadableFile;
import dev.meshwarden.webhook.config.Durations;
import dev.meshwarden.webhook.report.CoverageText;
import dev.meshwarden.webhook.report.TestReport;
import dev.meshwarden.webhook.report.TestText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code test}: Rego tests and verdict fixtures. */
@Command(
        name = "test",
        description =
                "Runs Rego test_* rules, as `opa test` does, and verdict fixtures (case.yaml).")
final class TestCommand implements dev.meshwarden.webhook.cli.Command {
    private static final Duration CASE_BUDGET = Duration.ofSeconds(30);

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files or folders (.).")
    private List<String> paths = List.of();

    @Mixin private PolicyOptions policies = new PolicyOptions();

    @Option(
            names = {"-r", "--run"},
            paramLabel = "REGEX",
            description = "Run only tests whose full name matches.")
    private @Nullable String run;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "For each Rego test (5s).")
    private String timeout = "5s";

    @Option(
            names = {"-v", "--verbose"},
            description = "Show passed tests too.")
    private boolean verbose;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default), json or junit.")
    private Format format = Format.TEXT;

    @Option(
            names = {"-c", "--coverage"},
            description = "Report which lines the Rego tests reach, instead of their results.")
    private boolean coverage;

    @Option(
            names = "--threshold",
            paramLabel = "PERCENT",
            description = "Exit code 1 when less is covered; implies --coverage.")
    private @Nullable Double threshold;

    @Option(
            names = {"-w", "--watch"},
            description = "Run the tests again whenever a file changes, until stopped.")
    private boolean watch;

    @Mixin private RegoOptions options = new RegoOptions();

    /** How results are shown. */
    enum Format {
        TEXT,
        JSON,
        JUNIT
    }

    @Override
    public Exit run(Terminal terminal) {
        if (!watch) {
            return once(terminal);
        }
        var files = new WatchedFiles(terminal, watched());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                once(terminal);
            } catch (UnreadableFile e) {
                terminal.complain(List.of(e.diagnostic()));
            } catch (CannotRead e) {
                terminal.complain(e.diagnostics());
            }
            terminal.print("*".repeat(80));
            terminal.print("Watching for changes ...");
            terminal.out().flush();
            files.awaitChange();
        }
        return Exit.OK;
    }

    private List<String> watched() {
        List<String> all = new ArrayList<>(paths());
        all.addAll(options.bundles());
        return all;
    }

    private Exit once(Terminal terminal) {
        Duration most =
                Durations.parse(timeout)
                        .orElseThrow(() ->
                                CannotRead.file(
                                        "--timeout",
                                        "`" + timeout + "` is no duration, such as 5s"));
        Pattern wanted = pattern();
        var lines = new Coverage();
        SortedMap<String, Coverage.OfFile> files = new TreeMap<>();
        boolean covers = coverage || threshold != null;
        List<TestResult> tests =
                regoTests(
                        terminal,
                        runner -> {
                            List<TestResult> results =
                                    (covers ? runner.covering(lines) : runner)
                                            .reaching(options.hosts())
                                            .run(
                                                    name -> wanted.matcher(name).find(),
                                                    most,
                                                    Instant.now(),
                                                    _ -> {});
                            files.putAll(lines.files(runner.policy()));
                            return results;
                        });
        List<FixtureResult> cases = verdictCases(terminal, wanted);
        var report = new TestReport(tests, cases);
        if (report.isEmpty()) {
            terminal.complain("meshwarden: no tests found");
            return Exit.USAGE;
        }
        if (covers) {
            return covered(terminal, report, files);
        }
        terminal.out()
                .print(
                        switch (format) {
                            case TEXT -> TestText.print(report, verbose);
                            case JSON -> TestText.json(report);
                            case JUNIT -> TestText.junit(report);
                        });
        return report.allPassed() ? Exit.OK : Exit.NO;
    }

    private Exit covered(Terminal terminal, TestReport report, Map<String, Coverage.OfFile> files) {
        if (!report.allPassed()) {
            terminal.err().print(TestText.print(report, false));
        }
        terminal.out()
                .print(
                        format == Format.JSON
                                ? CoverageText.json(files)
                                : CoverageText.print(files));
        double reached = Coverage.percent(files);
        if (threshold != null && reached < threshold) {
            terminal.complain(
                    "meshwarden: %.2f %% is covered, less than %.2f %%"
                            .formatted(reached, threshold));
            return Exit.NO;
        }
        return report.allPassed() ? Exit.OK : Exit.NO;
    }

    /** The folder we stand in, unless paths or bundles are given. */
    private List<String> paths() {
        return paths.isEmpty() && !options.hasBundles() ? List.of(".") : paths;
    }

    private Pattern pattern() {
        try {
            return Pattern.compile(run == null ? "" : run);
        } catch (PatternSyntaxException e) {
            throw CannotRead.file("--run", e.getDescription() + " in `" + run + "`");
        }
    }

    private List<TestResult> regoTests(
            Terminal terminal, Function<TestRunner, List<TestResult>> ran) {
        RegoInputs.Read read =
                options.plusBundles(terminal, RegoInputs.read(terminal, paths(), true));
        if (read.modules().isEmpty()) {
            return List.of();
        }
        return switch (TestRunner.of(read.modules(), read.data(), options.compileOptions(read))) {
            case TestRunner.Preparing.Rejected(var why) -> throw new CannotRead(why);
            case TestRunner.Preparing.Ready(var runner) -> ran.apply(runner);
        };
    }

    private List<FixtureResult> verdictCases(Terminal terminal, Pattern wanted) {
        List<Path> found = new ArrayList<>();
        for (String path : paths()) {
            found.addAll(VerdictCases.find(terminal.resolve(Path.of(path)), path));
        }
        found.removeIf(file -> !wanted.matcher(file.toString()).find());
        if (found.isEmpty()) {
            return List.of();
        }
        PolicySet set = policies.load(terminal);
        var runner = new FixtureRunner(set, CASE_BUDGET);
        Instant now = Instant.now();
        return found.stream().map(file -> runner.run(VerdictCases.read(file, now))).toList();
    }
}
