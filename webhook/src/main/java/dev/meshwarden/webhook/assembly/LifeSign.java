package dev.meshwarden.webhook.assembly;

import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.engine.Evaluation;
import dev.meshwarden.rego.engine.Outcome;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.PreparedQuery;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether the process is still of use: a small policy, evaluated by the engine in a thread like those of reviews, answers in time. It
 * waits for no place at work and for nothing outside the process, so that load, a full disk or an API server that is down never make it
 * fail.
 *
 * <p>Threading: any number of threads.
 */
final class LifeSign implements Supplier<Optional<String>> {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String POLICY =
            """
            package life

            sign if {
                some word in input.words
                upper(word) == "ALIVE"
            }
            """;
    private static final Obj INPUT = Obj.of("words", Array.of(Str.of("dead"), Str.of("alive")));

    private final BooleanSupplier evaluation;
    private final Duration patience;
    private volatile CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    /**
     * @param evaluation whether the answer was right; may hang
     */
    LifeSign(BooleanSupplier evaluation, Duration patience) {
        this.evaluation = evaluation;
        this.patience = patience;
    }

    static LifeSign of(InstantSource clock) {
        PreparedQuery query = prepared();
        return new LifeSign(
                () ->
                        query.evaluate(Evaluation.of(INPUT, clock.instant()))
                                        instanceof Outcome.Defined(Bool sign, _)
                                && sign.equals(Bool.TRUE),
                PATIENCE);
    }

    private static PreparedQuery prepared() {
        var policy = new Source("life.rego", POLICY);
        if (RegoCompiler.compile(List.of(policy), CompileOptions.STANDARD)
                        instanceof Compilation.Compiled(var compiled)
                && compiled.prepare("data.life.sign") instanceof Preparation.Prepared(var query)) {
            return query;
        }
        throw new IllegalStateException("bug: the policy of the life sign does not compile");
    }

    /** Why the process is of no use any more; empty while it is. */
    @Override
    public Optional<String> get() {
        if (asked.isDone()) { // one that hangs is not joined by a second
            asked = ask();
        }
        try {
            return asked.get(patience.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.empty()
                    : Optional.of("a policy of no difficulty was answered wrongly");
        } catch (TimeoutException _) {
            return Optional.of(
                    "a policy of no difficulty was not answered in " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return Optional.of("a policy of no difficulty ended in " + e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private CompletableFuture<Boolean> ask() {
        var answer = new CompletableFuture<Boolean>();
        Thread.ofVirtual()
                .name("life-sign")
                .start(() -> {
                    try {
                        answer.complete(evaluation.getAsBoolean());
                    } catch (RuntimeException | Error e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer;
    }
}
