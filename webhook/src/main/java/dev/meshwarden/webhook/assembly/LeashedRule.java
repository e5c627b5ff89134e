package dev.meshwarden.webhook.assembly;

import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Unchecked;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A rule of somebody else's, asked on a thread that can be left behind: one that never returns costs a thread and its review's time,
 * not the review. Of those left behind a rule may have so many; after that it is not asked until one comes back.
 *
 * <p>Threading: any number of threads.
 */
final class LeashedRule implements Rule {
    private static final int MOST_LEFT_BEHIND = 4;

    private final Rule rule;
    private final ExecutorService threads;
    private final AtomicInteger leftBehind = new AtomicInteger();

    LeashedRule(Rule rule, ExecutorService threads) {
        this.rule = rule;
        this.threads = threads;
    }

    /** Threads for all such rules; they end with the process, and one that is stuck holds up nothing. */
    static ExecutorService threads() {
        return Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("rule-", 0).factory());
    }

    @Override
    public RuleDoc doc() {
        return rule.doc();
    }

    @Override
    public Answer answer(Question question) {
        if (leftBehind.get() >= MOST_LEFT_BEHIND) {
            return new Answer.NotChecked(new Unchecked.Halted("threads", doc().id()));
        }
        var errand = new Errand(question);
        Future<Answer> asked = threads.submit(errand);
        try {
            return asked.get(question.timeLeft().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            errand.leave(asked);
            return new Answer.NotChecked(new Unchecked.Halted("deadline", doc().id()));
        } catch (InterruptedException _) {
            errand.leave(asked);
            Thread.currentThread().interrupt();
            return new Answer.NotChecked(new Unchecked.Halted("deadline", doc().id()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    private enum Fate {
        RUNNING,
        DONE,
        LEFT
    }

    /** One question on its way; it ends once, whoever is first to say how. */
    private final class Errand implements Callable<Answer> {
        private final Question question;
        private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.RUNNING);

        private Errand(Question question) {
            this.question = question;
        }

        @Override
        public Answer call() {
            try {
                return rule.answer(question);
            } finally {
                if (!fate.compareAndSet(Fate.RUNNING, Fate.DONE)) {
                    leftBehind.decrementAndGet();
                }
            }
        }

        /** Nobody waits any longer; an interrupt is all that can be done to a thread. */
        void leave(Future<Answer> asked) {
            if (fate.compareAndSet(Fate.RUNNING, Fate.LEFT)) {
                leftBehind.incrementAndGet();
            }
            asked.cancel(true);
        }
    }

    /** Threads of this rule that did not come back. */
    int leftBehind() {
        return leftBehind.get();
    }
}
