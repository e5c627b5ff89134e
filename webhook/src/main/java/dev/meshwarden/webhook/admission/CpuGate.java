package dev.meshwarden.webhook.admission;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets as many reviews be worked on at once as the machine has use for; the others wait, the urgent ones in front, up to a number and
 * up to half of their time. Whoever would wait longer is turned away at once, while the caller can still do something about it; where
 * the queue is full, a more urgent one takes the place of the last.
 *
 * <p>Threading: any number of threads.
 */
public final class CpuGate {
    private final int permits;
    private final int longestQueue;
    private final AtomicLong usualNanos = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(1));
    private final ReentrantLock lock = new ReentrantLock();

    // Both are read and written with the lock held.
    private final PriorityQueue<Waiter> queue = new PriorityQueue<>(Waiter.ORDER);
    private int free; // below zero while canaries work beside the others
    private long arrivals;

    /** A place at work, given back by closing it. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** A review that waits; told when it has a place or will get none. */
    private static final class Waiter {
        private static final Comparator<Waiter> ORDER =
                Comparator.<Waiter, Urgency>comparing(w -> w.urgency)
                        .thenComparingLong(w -> w.arrival);

        private final Urgency urgency;
        private final long arrival;
        private final CountDownLatch told = new CountDownLatch(1);
        private boolean placed; // with the lock held

        private Waiter(Urgency urgency, long arrival) {
            this.urgency = urgency;
            this.arrival = arrival;
        }
    }

    public CpuGate(int permits, int longestQueue) {
        this.permits = permits;
        this.longestQueue = longestQueue;
        this.free = permits;
    }

    /** A place; empty when the review must be shed. */
    public Optional<Place> enter(Urgency urgency, Deadline deadline) throws InterruptedException {
        Duration half = deadline.share(50);
        Waiter waiter;
        lock.lock();
        try {
            if (urgency == Urgency.CANARY || (free > 0 && queue.isEmpty())) {
                free--;
                return Optional.of(place());
            }
            waiter = new Waiter(urgency, arrivals++);
            long ahead = queue.stream().filter(w -> Waiter.ORDER.compare(w, waiter) < 0).count();
            long predicted = usualNanos.get() * (ahead + 1) / permits;
            if (predicted > half.toNanos() || !makeRoomFor(urgency)) {
                return Optional.empty();
            }
            queue.add(waiter);
        } finally {
            lock.unlock();
        }
        return await(waiter, half);
    }

    /** Whether there is room in the queue, if need be by turning the last away for one more urgent. */
    private boolean makeRoomFor(Urgency urgency) {
        if (queue.size() < longestQueue) {
            return true;
        }
        if (queue.isEmpty()) {
            return false;
        }
        Waiter last = Collections.max(queue, Waiter.ORDER);
        if (last.urgency.compareTo(urgency) <= 0) {
            return false;
        }
        queue.remove(last);
        last.told.countDown();
        return true;
    }

    private Optional<Place> await(Waiter waiter, Duration most) throws InterruptedException {
        boolean settled = false;
        try {
            settled = waiter.told.await(most.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!settled) {
                leave(waiter);
            }
        }
        lock.lock();
        try {
            return waiter.placed ? Optional.of(place()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits no longer; a place that it was given in this very moment goes to the next. */
    private void leave(Waiter waiter) {
        lock.lock();
        try {
            queue.remove(waiter);
            if (waiter.placed) {
                waiter.placed = false;
                giveBack();
            }
        } finally {
            lock.unlock();
        }
    }

    private Place place() {
        long begun = System.nanoTime();
        return () -> {
            long took = System.nanoTime() - begun;
            usualNanos.updateAndGet(usual -> usual + (took - usual) / 8);
            lock.lock();
            try {
                giveBack();
            } finally {
                lock.unlock();
            }
        };
    }

    private void giveBack() {
        free++;
        while (free > 0 && !queue.isEmpty()) {
            Waiter next = queue.remove();
            free--;
            next.placed = true;
            next.told.countDown();
        }
    }

    /** Reviews that wait for a place. */
    public int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Reviews at work. */
    public int atWork() {
        lock.lock();
        try {
            return permits - free;
        } finally {
            lock.unlock();
        }
    }
}
