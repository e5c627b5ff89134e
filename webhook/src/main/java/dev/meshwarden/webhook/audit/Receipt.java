package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.config.AuditConfig.Durability;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A record on its way into the log.
 *
 * <p>Threading: one thread waits, the writer completes.
 */
public final class Receipt {
    /**
     * What goes out.
     *
     * @param taken the writer has rendered it: no mark can be added any more
     */
    private record Held(AuditRecord record, boolean taken) {}

    private final AuditLog log;
    private final Durability durability;
    private final AtomicReference<Held> held;
    private Acknowledgement.@Nullable Durable placed; // the writer's alone
    private final CompletableFuture<Acknowledgement> done = new CompletableFuture<>();

    Receipt(AuditLog log, AuditRecord record, Durability durability) {
        this.log = log;
        this.held = new AtomicReference<>(new Held(record, false));
        this.durability = durability;
    }

    /** The decision's id. */
    public String id() {
        return peek().id();
    }

    /**
     * Waits until the record is durable, at most so long. When the time is over the record still goes out, marked as late: the
     * answer was then that of {@code audit.onFailure}, which {@code answered} says.
     */
    public Acknowledgement await(Duration most, String answered) {
        if (durability == Durability.MEMORY && !done.isDone()) {
            return new Acknowledgement.Queued();
        }
        try {
            return done.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return giveUp(answered);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return giveUp(answered);
        } catch (ExecutionException e) {
            throw new IllegalStateException("bug: a receipt never fails", e);
        }
    }

    private Acknowledgement giveUp(String answered) {
        if (done.isDone()) {
            return done.getNow(new Acknowledgement.Missing(Loss.LATE));
        }
        Held before = held();
        AuditRecord late = before.record.late(answered);
        if (before.taken || !held.compareAndSet(before, new Held(late, false))) {
            log.append(late); // the first is being written without the mark: a second says it
        }
        log.countLate();
        return new Acknowledgement.Missing(Loss.LATE);
    }

    /** The writer takes it: from now on the record does not change. Asking again gives the same. */
    AuditRecord take() {
        return Objects.requireNonNull(held.updateAndGet(h -> new Held(h.record, true))).record;
    }

    AuditRecord peek() {
        return held().record;
    }

    private Held held() {
        return Objects.requireNonNull(held.get());
    }

    /** Where the writer has put it; counts once it is durable. */
    void place(String logName, Chain.Placed at) {
        placed = new Acknowledgement.Durable(logName, at.seq(), at.leaf().base64());
    }

    void completeDurable() {
        done.complete(Objects.requireNonNull(placed));
    }

    void complete(Acknowledgement acknowledgement) {
        done.complete(acknowledgement);
    }
}
