package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.Evaluation;
import dev.meshwarden.rego.engine.Outcome;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.PreparedQuery;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.config.Durations;
import dev.meshwarden.webhook.report.BenchText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code bench}: how long a query takes once the machine is warm. */
@Command(
        name = "bench",
        description = "Evaluates a query again and again, first to warm up, then to measure.")
final class BenchCommand implements dev.meshwarden.webhook.cli.Command {
    private static final int MOST_SAMPLES = 2_000_000;

    @Parameters(paramLabel = "QUERY", description = "Such as data.a.b.")
    private String query = "";

    @Mixin private QueryInputs inputs = new QueryInputs();

    @Option(
            names = "--warm",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description = "How long to warm up (2s).")
    private String warm = "2s";

    @Option(
            names = "--measure",
            paramLabel = "DURATION",
            defaultValue = "3s",
            description = "How long to measure (3s).")
    private String measure = "3s";

    @Mixin private TextOrJson format = new TextOrJson();

    @Mixin private RegoOptions options = new RegoOptions();

    @Override
    public Exit run(Terminal terminal) {
        RegoInputs.Read read = inputs.read(terminal, options);
        Value document = inputs.document(terminal);
        PreparedQuery prepared = prepared(read);
        var evaluation =
                new Evaluation(
                        document,
                        Obj.EMPTY,
                        Instant.now(),
                        Limits.STANDARD.withDeadline(Duration.ofMinutes(1)),
                        false,
                        World.closed().withHosts(options.hosts()));
        switch (prepared.evaluate(evaluation)) {
            case Outcome.Failed(var error, _) -> throw new CannotRead(List.of(error));
            case Outcome.Halted(var limit, var rule, var at, _) ->
                    throw CannotRead.file(
                            at.toString(), "the " + limit + " limit was reached in " + rule);
            case Outcome.Defined _, Outcome.Undefined _ -> {
                // either may be measured
            }
        }
        run(prepared, evaluation, duration("--warm", warm));
        BenchText.Measured measured = run(prepared, evaluation, duration("--measure", measure));
        terminal.out()
                .print(
                        switch (format.format()) {
                            case TEXT -> measured.text();
                            case JSON -> measured.json();
                        });
        return Exit.OK;
    }

    private PreparedQuery prepared(RegoInputs.Read read) {
        List<Diagnostic> rejected;
        switch (RegoCompiler.compile(
                read.modules(), options.compileOptions(read).withData(read.data()))) {
            case Compilation.Rejected(var why) -> rejected = why;
            case Compilation.Compiled(var policy) -> {
                switch (policy.prepare(new Source("<query>", query))) {
                    case Preparation.Prepared(var ready) -> {
                        return ready;
                    }
                    case Preparation.Rejected(var why) -> rejected = why;
                }
            }
        }
        throw new CannotRead(rejected);
    }

    private static BenchText.Measured run(
            PreparedQuery prepared, Evaluation evaluation, Duration most) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + most.toNanos();
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        long[] samples = new long[1 << 12];
        int count = 0;
        long begun = System.nanoTime();
        long last = begun;
        while (last - end < 0 && count < MOST_SAMPLES) {
            prepared.evaluate(evaluation);
            long now = System.nanoTime();
            if (count == samples.length) {
                samples = java.util.Arrays.copyOf(samples, count * 2);
            }
            samples[count++] = now - last;
            last = now;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        return BenchText.Measured.of(java.util.Arrays.copyOf(samples, count), allocated);
    }

    private static Duration duration(String option, String text) {
        return Durations.parse(text)
                .orElseThrow(
                        () -> CannotRead.file(option, "`" + text + "` is no duration, such as 3s"));
    }
}
