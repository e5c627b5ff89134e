package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.disk.DataLock;
import dev.meshwarden.webhook.audit.disk.Disk;
import dev.meshwarden.webhook.audit.disk.RealDisk;
import dev.meshwarden.webhook.audit.seal.KeyFiles;
import dev.meshwarden.webhook.audit.seal.SigningKey;
import dev.meshwarden.webhook.audit.seal.VerifierKey;
import dev.meshwarden.webhook.config.AuditConfig;
import dev.meshwarden.webhook.config.AuditConfig.Durability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The audit log of this process: one chain, one writer, one file that grows.
 *
 * <p>{@link #append} never blocks; {@link Receipt#await} does, until the record is durable or the caller's patience is over. A
 * record that finds no room is refused at once, counted, and told in the log as soon as there is room again.
 *
 * <p>Threading: any thread may append; the writer is a platform thread of its own.
 */
public final class AuditLog implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

    private final AppendQueue queue;
    private final Losses losses = new Losses();
    private final InstantSource clock;
    private final Durability durability;
    private final VerifierKey verifier;
    private final LogWriter writer;
    private final Thread thread;
    private volatile boolean closing;

    private AuditLog(
            Path data,
            AuditConfig config,
            InstantSource clock,
            String version,
            Disk disk,
            Rhythm rhythm)
            throws IOException {
        this.clock = clock;
        this.durability = config.durability();
        this.queue = new AppendQueue(config.queue());
        LogName name = LogName.of(config.cluster(), config.instance());
        Path keys = config.keys().isEmpty() ? data.resolve("keys") : Path.of(config.keys());
        SigningKey key = new KeyFiles(keys).openOrCreate(name.text());
        this.verifier = key.verifier();
        Path folder = data.resolve("audit");
        var epochs = new EpochFolder(folder, name, disk, key, version);
        var reserve = new Reserve(folder, config.reserve(), disk);
        EpochFolder.Opened opened = epochs.open(clock.instant());
        this.writer =
                new LogWriter(
                        this,
                        opened,
                        epochs,
                        new LogWriter.Collaborators(
                                queue,
                                losses,
                                new SpaceWatch(disk, reserve, queue, losses, rhythm.probe())),
                        config,
                        rhythm,
                        clock);
        this.thread = Thread.ofPlatform().name("audit-writer").daemon().unstarted(writer);
    }

    /**
     * Opens the log of a data folder, and makes it on a first start. Refused when the key cannot be used, when the folder cannot be written, and
     * when a newer version wrote it ({@link NewerLogException}).
     *
     * @param lock on the folder; held until after {@link #close}
     * @param version of this program, for the start record
     */
    public static AuditLog open(
            DataLock lock, AuditConfig config, InstantSource clock, String version)
            throws IOException {
        return open(lock.folder(), config, clock, version, new RealDisk(), Rhythm.STANDARD);
    }

    static AuditLog open(
            Path data,
            AuditConfig config,
            InstantSource clock,
            String version,
            Disk disk,
            Rhythm rhythm)
            throws IOException {
        var log = new AuditLog(data, config, clock, version, disk, rhythm);
        log.thread.start();
        return log;
    }

    /** Puts a record on its way. */
    public Receipt append(AuditRecord record) {
        var receipt = new Receipt(this, record, durability);
        Optional<Loss> refused = queue.offer(receipt);
        if (refused.isPresent()) {
            losses.dropped(record, refused.get(), clock.instant());
            receipt.complete(new Acknowledgement.Missing(refused.get()));
            queue.nudge(); // the log must be told
        }
        return receipt;
    }

    /** A receipt for what the writer itself writes. */
    Receipt own(AuditRecord record) {
        return new Receipt(this, record, durability);
    }

    void countLate() {
        losses.late();
    }

    /** Closes the current segment and begins another, soon. */
    public void rotate() {
        writer.rotateAsked = true;
        queue.nudge();
    }

    /** The public key, to be printed at every start. */
    public VerifierKey verifier() {
        return verifier;
    }

    /** {@code <cluster>/<instance>/<epoch>}. */
    public String name() {
        return writer.state().log();
    }

    public AuditHealth health() {
        WriterState state = writer.state();
        Map<AuditHealth.Lost, Long> lost = new HashMap<>();
        losses.counts()
                .forEach((k, n) ->
                        lost.put(
                                new AuditHealth.Lost(k.recordClass().text(), k.cause().text()), n));
        return new AuditHealth(
                state.log(),
                state.durableRecords(),
                state.signedRecords(),
                queue.size(),
                lost,
                losses.lateCount(),
                thread.isAlive() || closing
                        ? state.trouble()
                        : Optional.of("bug: the writer has ended"),
                state.blockedFor(),
                state.diskFull(),
                state.freeBytes(),
                state.space(),
                state.integrity());
    }

    /** Writes what is queued, the stop record and the last checkpoint. */
    public void close(String reason) {
        closing = true;
        writer.stopReason = reason;
        queue.close();
        try {
            thread.join(LONGEST_CLOSE); // a disk that hangs must not hang the stop
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close("closed");
    }
}
