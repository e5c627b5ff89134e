package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.CompiledPolicy;
import dev.meshwarden.rego.engine.Evaluation;
import dev.meshwarden.rego.engine.Outcome;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.PreparedQuery;
import dev.meshwarden.rego.engine.QueryScope;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.tester.Coverage;
import dev.meshwarden.rego.tester.Explanation;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.assembly.SourceFolder;
import dev.meshwarden.webhook.assembly.UnreadableFile;
import dev.meshwarden.webhook.report.CoverageText;
import dev.meshwarden.webhook.report.EvalText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code eval}: one query, as {@code opa eval} answers it. */
@Command(name = "eval", description = "Evaluates a Rego query and prints every solution.")
final class EvalCommand implements dev.meshwarden.webhook.cli.Command {
    private static final Limits LIMITS =
            Limits.STANDARD
                    .withDeadline(Duration.ofMinutes(10))
                    .withSteps(Long.MAX_VALUE / 4)
                    .withBuiltBytes(Long.MAX_VALUE / 4)
                    .withResultBytes(1 << 30);

    @Parameters(paramLabel = "QUERY", description = "Such as data.a.b or `x := input.y; x > 3`.")
    private String query = "";

    @Mixin private QueryInputs inputs = new QueryInputs();

    @Option(
            names = {"-I", "--stdin-input"},
            description = "Read the input document from the standard input.")
    private boolean stdin;

    @Option(
            names = "--package",
            paramLabel = "PATH",
            description = "The package whose rules the query may name, such as a.b.")
    private String within = "";

    @Option(
            names = "--import",
            paramLabel = "PATH",
            description = "An import of the query, such as data.lib; repeatable.")
    private List<String> imports = List.of();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json (default), pretty, raw, values or bindings.")
    private Format format = Format.JSON;

    @Option(names = "--fail", description = "Exit code 1 when the query is undefined.")
    private boolean failUndefined;

    @Option(names = "--fail-defined", description = "Exit code 1 when the query is defined.")
    private boolean failDefined;

    @Option(
            names = "--strict-builtin-errors",
            description = "A builtin's error ends the evaluation.")
    private boolean strict;

    @Option(
            names = {"-S", "--strict"},
            description = "Unused imports and variables are errors.")
    private boolean strictCompile;

    @Option(
            names = "--coverage",
            description = "Report which lines the query reached; always JSON.")
    private boolean coverage;

    @Option(
            names = "--explain",
            paramLabel = "DETAIL",
            description = "Show how the answer came about: fails, notes or full.")
    private Explanation.@Nullable Detail explain;

    @Mixin private RegoOptions options = new RegoOptions();

    /** How solutions are shown. */
    enum Format {
        JSON,
        PRETTY,
        RAW,
        VALUES,
        BINDINGS
    }

    @Override
    public Exit run(Terminal terminal) {
        RegoInputs.Read read = inputs.read(terminal, options);
        Value document = input(terminal);
        var compile = options.compileOptions(read).withStrict(strictCompile).withData(read.data());
        return switch (RegoCompiler.compile(read.modules(), compile)) {
            case Compilation.Rejected(var why) -> errors(terminal, why);
            case Compilation.Compiled(var policy) -> evaluate(terminal, policy, document);
        };
    }

    private Exit evaluate(Terminal terminal, CompiledPolicy policy, @Nullable Value document) {
        PreparedQuery prepared;
        boolean watched = coverage || explain != null;
        var source = new Source("", query);
        QueryScope scope;
        switch (QueryScope.parse(within, imports)) {
            case Parsed.Failed<QueryScope>(var why) -> {
                return errors(terminal, why);
            }
            case Parsed.Ok<QueryScope>(var read) -> scope = read;
        }
        switch (watched ? policy.prepareWatched(source, scope) : policy.prepare(source, scope)) {
            case Preparation.Rejected(var why) -> {
                return errors(terminal, why);
            }
            case Preparation.Prepared(var ready) -> prepared = ready;
        }
        List<String> prints = new ArrayList<>();
        var evaluation =
                new Evaluation(
                        document,
                        dev.meshwarden.rego.value.Obj.EMPTY,
                        Instant.now(),
                        LIMITS,
                        strict,
                        World.closed().withPrint(prints::add).withHosts(options.hosts()));
        var lines = new Coverage();
        var story = new Explanation(explain == null ? Explanation.Detail.FAILS : explain);
        PreparedQuery.Solutions solutions =
                !watched
                        ? prepared.solutions(evaluation)
                        : prepared.solutions(evaluation, lines.and(story));
        prints.forEach(terminal::complain);
        if (explain != null) {
            terminal.err().print(story.text());
        }
        return switch (solutions.end()) {
            case Outcome.Failed(var error, _) -> errors(terminal, List.of(error));
            case Outcome.Halted(var limit, var rule, var at, _) -> {
                terminal.complain(at + ": the " + limit + " limit was reached in " + rule);
                yield Exit.USAGE;
            }
            case Outcome.Defined _, Outcome.Undefined _ -> {
                if (coverage) {
                    terminal.out()
                            .print(
                                    EvalText.json(
                                            solutions.found(),
                                            CoverageText.value(lines.files(policy))));
                } else {
                    terminal.out().print(shown(solutions.found()));
                }
                yield exit(!solutions.found().isEmpty());
            }
        };
    }

    private String shown(List<PreparedQuery.Solution> found) {
        return switch (format) {
            case JSON -> EvalText.json(found);
            case PRETTY -> EvalText.pretty(found);
            case RAW -> EvalText.raw(found);
            case VALUES -> EvalText.values(found);
            case BINDINGS -> EvalText.bindings(found);
        };
    }

    private Exit exit(boolean defined) {
        return (defined && failDefined) || (!defined && failUndefined) ? Exit.NO : Exit.OK;
    }

    /** As JSON where the results would be JSON, with the places on the error stream in any case. */
    private Exit errors(Terminal terminal, List<Diagnostic> diagnostics) {
        if (format == Format.JSON) {
            terminal.out().print(EvalText.errors(diagnostics));
        }
        terminal.complain(diagnostics);
        return Exit.USAGE;
    }

    private @Nullable Value input(Terminal terminal) {
        if (stdin) {
            try {
                String text = SourceFolder.text("<stdin>", terminal.in().readAllBytes());
                return text.isBlank() ? null : RegoInputs.document(new Source("<stdin>", text));
            } catch (IOException e) {
                throw new UnreadableFile("<stdin>", UnreadableFile.why(e));
            }
        }
        return inputs.document(terminal);
    }
}
