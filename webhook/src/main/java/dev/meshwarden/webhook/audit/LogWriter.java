package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.disk.NoSpace;
import dev.meshwarden.webhook.config.AuditConfig;
import dev.meshwarden.webhook.config.AuditConfig.Durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one thread that writes: takes what queued during the last force, gives it its places, writes and forces it at once, and tells those who
 * wait. What cannot be written stays here, and nothing more is taken from the queue until it is.
 *
 * <p>Threading: runs in a thread of its own; {@link #state} may be read by any.
 */
final class LogWriter implements Runnable {
    private final AppendQueue queue;
    private final Losses losses;
    private final EpochFolder epochs;
    private final SpaceWatch space;
    private final AuditConfig config;
    private final Rhythm rhythm;
    private final InstantSource clock;
    private final AuditLog log;

    private EpochWriter epoch;
    private Instant segmentBegun;
    private List<Receipt> unwritten = new ArrayList<>();
    private List<Receipt> unforced = new ArrayList<>();
    private List<Gap> telling = List.of();
    private boolean abandon;
    private boolean sealDue;
    private final Timer sinceSeal = new Timer();
    private final Timer sinceProbe = new Timer();
    private final Timer sinceForce = new Timer();
    private final Timer sinceRotation = new Timer();
    private final Timer sinceTrouble = new Timer();
    private final Timer sinceSealFailed = new Timer();
    private Optional<String> trouble = Optional.empty();
    private Optional<String> unsealed = Optional.empty();
    private Optional<String> integrity;
    private long writtenBytes;
    private final AtomicReference<WriterState> state;
    volatile boolean rotateAsked;
    volatile String stopReason = "closed";

    LogWriter(
            AuditLog log,
            EpochFolder.Opened opened,
            EpochFolder epochs,
            Collaborators with,
            AuditConfig config,
            Rhythm rhythm,
            InstantSource clock) {
        this.log = log;
        this.queue = with.queue;
        this.losses = with.losses;
        this.space = with.space;
        this.epochs = epochs;
        this.config = config;
        this.rhythm = rhythm;
        this.clock = clock;
        this.epoch = opened.epoch();
        this.integrity = opened.integrity();
        this.segmentBegun = clock.instant();
        opened.first().forEach(r -> unwritten.add(log.own(r)));
        this.state = new AtomicReference<>(snapshot());
    }

    /** What the writer works with. */
    record Collaborators(AppendQueue queue, Losses losses, SpaceWatch space) {}

    @Override
    public void run() {
        try {
            probe();
            while (!queue.isDrained() || !unwritten.isEmpty()) {
                step();
                if (queue.isClosed()
                        && trouble.isPresent()
                        && sinceTrouble.isOver(rhythm.giveUp())) {
                    break;
                }
            }
            finish();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            refuseRest();
            state.set(snapshot());
            try {
                epoch.close();
            } catch (IOException _) {
                // nothing is written after this
            }
        }
    }

    private void step() throws InterruptedException {
        if (unwritten.isEmpty()) {
            unwritten.addAll(queue.take(rhythm.batch(), waitNanos()));
        } else if (trouble.isPresent()) {
            queue.pause(rhythm.retry().toNanos());
        }
        Instant now = clock.instant();
        attempt(() -> {
            write(now);
            rotateIfDue(now);
            sealIfDue(now);
        });
        if (sinceProbe.isOver(rhythm.probe())) {
            probe();
        }
        state.set(snapshot());
    }

    /** Some work on the disk, and what follows when it fails. */
    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Work work) {
        try {
            work.run();
            trouble = Optional.empty();
        } catch (IOException e) {
            failed(e, work);
        } catch (UncheckedIOException e) {
            failed(causeOf(e), work);
        }
    }

    private void write(Instant now) throws IOException {
        if (abandon) {
            epoch.abandon(now);
            abandon = false;
            begunSegment(now);
        }
        telling = telling.isEmpty() ? losses.takeUntold() : telling;
        List<Receipt> batch = new ArrayList<>(unforced);
        telling.forEach(gap -> batch.add(log.own(ControlRecord.gap(now, gap))));
        batch.addAll(unwritten);
        int from = unforced.size();
        if (batch.size() > from) {
            List<AuditRecord> records =
                    batch.subList(from, batch.size()).stream().map(Receipt::take).toList();
            List<Chain.Placed> placed = epoch.write(records);
            for (int i = 0; i < placed.size(); i++) {
                writtenBytes += placed.get(i).line().length + 1L;
                batch.get(from + i).place(epoch.log(), placed.get(i));
            }
            unforced = batch;
            unwritten = new ArrayList<>();
            telling = List.of();
        }
        boolean forceNow =
                config.durability() == Durability.LOCAL
                        || sinceForce.isOver(rhythm.memoryForce())
                        || queue.isClosed();
        if (!unforced.isEmpty() && forceNow) {
            epoch.force();
            sinceForce.restart();
            for (Receipt receipt : unforced) {
                sealDue |= receipt.peek().kind() == RecordKind.START;
                receipt.completeDurable();
            }
            unforced = new ArrayList<>();
        }
    }

    private void failed(IOException failure, Work again) {
        boolean first = trouble.isEmpty();
        if (first) {
            sinceTrouble.restart();
        }
        trouble = Optional.of(String.valueOf(failure.getMessage()));
        // whatever nobody was told of is written anew
        unforced.addAll(unwritten);
        unwritten = unforced;
        unforced = new ArrayList<>();
        boolean full = NoSpace.is(failure);
        abandon = true;
        if (full) {
            abandon = !takeBack();
            space.full(clock.instant());
        }
        if (first) {
            try {
                again.run(); // once at once: with the reserve freed, or in a new segment
                trouble = Optional.empty();
            } catch (IOException e) {
                failed(e, again);
            } catch (UncheckedIOException e) {
                failed(causeOf(e), again);
            }
        }
    }

    private static IOException causeOf(UncheckedIOException e) {
        return Objects.requireNonNull(e.getCause());
    }

    private boolean takeBack() {
        if (epoch.hasForceFailed()) {
            return false;
        }
        try {
            epoch.takeBack();
            return true;
        } catch (IOException _) {
            return false; // then the segment is given up
        }
    }

    private void rotateIfDue(Instant now) throws IOException {
        boolean due =
                epoch.segmentLength() >= config.segmentBytes().bytes()
                        || sinceRotation.isOver(config.segmentAge())
                        || rotateAsked;
        if (!due || !unforced.isEmpty()) {
            return;
        }
        Retention.Prunable prunable = Retention.of(epoch.folder(), config, segmentBegun, now);
        epoch.rotate(now, prunable.lastSeq());
        rotateAsked = false;
        begunSegment(now);
        for (Path segment : prunable.segments()) {
            try {
                Files.deleteIfExists(segment);
            } catch (IOException _) {
                // the next rotation finds it again
            }
        }
        sinceSeal.restart();
    }

    private void begunSegment(Instant now) {
        segmentBegun = now;
        sinceRotation.restart();
    }

    /** A failure here costs no record: it is told, and tried again a little later. */
    private void sealIfDue(Instant now) {
        long unsigned = epoch.durableRecords() - epoch.signedRecords();
        boolean due =
                sealDue
                        || unsigned >= rhythm.checkpointRecords()
                        || (unsigned > 0 && sinceSeal.isOver(rhythm.checkpointAge()));
        if (!due || (unsealed.isPresent() && !sinceSealFailed.isOver(rhythm.retry()))) {
            return;
        }
        try {
            epoch.seal(now);
            sealDue = false;
            unsealed = Optional.empty();
            sinceSeal.restart();
        } catch (IOException e) {
            unsealed = Optional.of("cannot sign: " + e.getMessage());
            sinceSealFailed.restart();
            if (NoSpace.is(e)) {
                space.full(now);
            }
        }
    }

    /** Is the folder still ours, and how full is the disk? */
    private void probe() {
        sinceProbe.restart();
        Instant now = clock.instant();
        attempt(() -> {
            if (!epoch.isInPlace()) {
                moveOn(now);
            }
        });
        space.look(epoch.folder(), writtenBytes, now);
    }

    /** The folder was deleted or swapped under us: what it held may be lost, what comes goes to a new epoch that says so. */
    private void moveOn(Instant now) throws IOException {
        String found =
                "the segment was deleted or swapped while it was written to; it held records up to"
                        + " seq "
                        + (epoch.durableRecords() - 1);
        var previous = new ControlRecord.GivenUp(epoch.log(), found);
        EpochWriter next = epochs.begin(now, Optional.of(previous));
        try {
            epoch.close();
        } catch (IOException _) {
            // it is gone
        }
        unforced.addAll(unwritten);
        unwritten = unforced;
        unforced = new ArrayList<>();
        epoch = next;
        abandon = false;
        integrity = Optional.of(found);
        begunSegment(now);
    }

    /** The last record, with a checkpoint before and after it, so that a change in it is named exactly. */
    private void finish() {
        Instant now = clock.instant();
        attempt(() -> {
            write(now);
            epoch.force();
            epoch.seal(now);
            epoch.write(List.of(ControlRecord.stop(now, stopReason)));
            epoch.force();
            epoch.seal(now);
        });
    }

    private void refuseRest() {
        queue.close();
        List<Receipt> rest = new ArrayList<>(unforced);
        rest.addAll(unwritten);
        try {
            for (List<Receipt> more = queue.take(rhythm.batch(), 0);
                    !more.isEmpty();
                    more = queue.take(rhythm.batch(), 0)) {
                rest.addAll(more);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (Receipt receipt : rest) {
            losses.dropped(receipt.peek(), Loss.CLOSED, clock.instant());
            receipt.complete(new Acknowledgement.Missing(Loss.CLOSED));
        }
    }

    private long waitNanos() {
        Duration wait = rhythm.probe();
        if (epoch.durableRecords() > epoch.signedRecords()) {
            wait = shorter(wait, sinceSeal.left(rhythm.checkpointAge()));
        }
        if (!unforced.isEmpty()) {
            wait = shorter(wait, sinceForce.left(rhythm.memoryForce()));
        }
        return shorter(wait, sinceProbe.left(rhythm.probe())).toNanos();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    WriterState state() {
        return Objects.requireNonNull(state.get());
    }

    private WriterState snapshot() {
        return new WriterState(
                epoch.log(),
                epoch.durableRecords(),
                epoch.signedRecords(),
                trouble.or(() -> unsealed),
                trouble.isEmpty() ? Duration.ZERO : sinceTrouble.passed(),
                space.isFull(),
                space.freeBytes(),
                space.level(),
                integrity);
    }
}
