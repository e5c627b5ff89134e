package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.AuditHealth.Space;
import dev.meshwarden.webhook.audit.disk.Disk;
import dev.meshwarden.webhook.audit.disk.NoSpace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How full the disk is, and what follows: when it is full the reserve is given back and only what matters most is taken in; when there is
 * room again both are undone.
 *
 * <p>Threading: confined to the writer.
 */
final class SpaceWatch {
    private final Disk disk;
    private final Reserve reserve;
    private final AppendQueue queue;
    private final Losses losses;
    private final Duration between;
    private boolean full;
    private long freeBytes = -1;
    private long writtenBefore;
    private Space level = Space.PLENTY;

    /** @param between how often it is looked at */
    SpaceWatch(Disk disk, Reserve reserve, AppendQueue queue, Losses losses, Duration between) {
        this.disk = disk;
        this.reserve = reserve;
        this.queue = queue;
        this.losses = losses;
        this.between = between;
    }

    /** A write found no room. */
    void full(Instant now) {
        if (!full) {
            full = true;
            queue.setOnlyReserved(true);
            losses.happened(Loss.DISK_FULL, now);
        }
        try {
            reserve.release();
        } catch (IOException _) {
            // the next attempt tells
        }
    }

    /** @param writtenBytes since the start */
    void look(Path folder, long writtenBytes, Instant now) {
        level = level(folder, writtenBytes - writtenBefore);
        writtenBefore = writtenBytes;
        if (full && freeBytes <= reserve.wanted()) {
            return;
        }
        try {
            reserve.fill();
            if (full) {
                full = false;
                queue.setOnlyReserved(false);
            }
        } catch (IOException e) {
            if (NoSpace.is(e)) {
                full(now);
            }
        }
    }

    private Space level(Path folder, long writtenSince) {
        try {
            freeBytes = disk.usableBytes(folder);
            long total = disk.totalBytes(folder);
            long twoMinutes = writtenSince * (120 / Math.max(1, between.toSeconds()));
            if (freeBytes < total / 20 || freeBytes < twoMinutes) {
                return Space.CRITICAL;
            }
            return freeBytes < total / 5 ? Space.LOW : Space.PLENTY;
        } catch (IOException _) {
            freeBytes = -1; // as the health then says
            return Space.CRITICAL;
        }
    }

    boolean isFull() {
        return full;
    }

    /** At the last look; -1 when it failed. */
    long freeBytes() {
        return freeBytes;
    }

    Space level() {
        return level;
    }
}
