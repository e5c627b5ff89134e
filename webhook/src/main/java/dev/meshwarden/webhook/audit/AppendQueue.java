package dev.meshwarden.webhook.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records waiting for the writer, bounded by count and by bytes. The last quarter is kept for the classes that matter most.
 *
 * <p>Threading: any number of threads put in, the writer takes out.
 */
final class AppendQueue {
    private static final long MOST_BYTES = 32L << 20;

    private final int most;
    private final ArrayDeque<Receipt> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long bytes;
    private boolean onlyReserved;
    private boolean closed;
    private boolean nudged;

    AppendQueue(int most) {
        this.most = most;
    }

    /** Empty when it was taken in, else why not. */
    Optional<Loss> offer(Receipt receipt) {
        AuditRecord record = receipt.peek();
        boolean reserved = record.recordClass().isReserved();
        lock.lock();
        try {
            if (closed) {
                return Optional.of(Loss.CLOSED);
            }
            if (onlyReserved && !reserved) {
                return Optional.of(Loss.DISK_FULL);
            }
            int places = reserved ? most : most - most / 4;
            long room = reserved ? MOST_BYTES : MOST_BYTES - MOST_BYTES / 4;
            if (waiting.size() >= places || bytes + record.weightBytes() > room) {
                return Optional.of(onlyReserved ? Loss.DISK_FULL : Loss.QUEUE_FULL);
            }
            waiting.add(receipt);
            bytes += record.weightBytes();
            changed.signal();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first record, at most so long, and takes it with those behind it; empty when the time is over, or after {@link #nudge}. */
    List<Receipt> take(int mostAtOnce, long mostNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = mostNanos;
            while (waiting.isEmpty() && !nudged && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            nudged = false;
            List<Receipt> batch = new ArrayList<>(Math.min(mostAtOnce, waiting.size()));
            while (batch.size() < mostAtOnce && !waiting.isEmpty()) {
                Receipt receipt = waiting.poll();
                bytes -= receipt.peek().weightBytes();
                batch.add(receipt);
            }
            if (waiting.isEmpty()) {
                bytes = 0; // a record may have grown by its late mark
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Waits without taking anything. */
    void pause(long mostNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = mostNanos;
            while (!nudged && left > 0) {
                left = changed.awaitNanos(left);
            }
            nudged = false;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the writer. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** While the disk is full only what may use the reserve is taken in. */
    void setOnlyReserved(boolean only) {
        lock.lock();
        try {
            onlyReserved = only;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is taken in; what waits can still be taken out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            nudged = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isDrained() {
        lock.lock();
        try {
            return closed && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
