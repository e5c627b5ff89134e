package dev.meshwarden.rego.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Runs work that nests deeply on a thread of its own, with a stack for it. The caller waits. */
final class DeepStack {
    private static final long BYTES = 256L << 20;

    private DeepStack() {}

    static <T> T call(Supplier<T> work) {
        var done = new CompletableFuture<T>();
        new Thread(null, () -> complete(done, work), "rego-deep", BYTES).start();
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static <T> void complete(CompletableFuture<T> done, Supplier<T> work) {
        try {
            done.complete(work.get());
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }
}
