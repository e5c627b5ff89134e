package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.disk.Disk;
import dev.meshwarden.webhook.audit.disk.DiskFile;
import dev.meshwarden.webhook.audit.disk.RealDisk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The real disk, with faults that a test turns on: a capacity, failing writes, failing or hanging forces. */
final class FaultDisk implements Disk {
    private final RealDisk real = new RealDisk();
    private final Path folder;
    private volatile long capacity = Long.MAX_VALUE;
    private volatile boolean readOnly;
    private volatile boolean shortWrites;
    private volatile String broken = "";
    private volatile Duration slowness = Duration.ZERO;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final AtomicInteger failingForces = new AtomicInteger();
    private final AtomicInteger failingWrites = new AtomicInteger();
    private final AtomicInteger forces = new AtomicInteger();

    /** @param folder whose files the capacity counts */
    FaultDisk(Path folder) {
        this.folder = folder;
    }

    void capacity(long bytes) {
        capacity = bytes;
    }

    void readOnly(boolean on) {
        readOnly = on;
    }

    void shortWrites() {
        shortWrites = true;
    }

    /** Every write to a file of this name fails half-way from now on; empty for none. */
    void breakFile(String name) {
        broken = name;
    }

    void failForces(int times) {
        failingForces.set(times);
    }

    void failWrites(int times) {
        failingWrites.set(times);
    }

    /** Every force hangs from now on. */
    void hangForces() {
        gate = new CountDownLatch(1);
    }

    /** Every force takes so long from now on. */
    void slowForces(Duration each) {
        slowness = each;
    }

    void letForcesGo() {
        gate.countDown();
    }

    int forces() {
        return forces.get();
    }

    long used() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(f -> {
                        try {
                            return Files.size(f);
                        } catch (IOException _) {
                            return 0; // just deleted
                        }
                    })
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DiskFile append(Path file) throws IOException {
        if (readOnly) {
            throw new IOException("Read-only file system");
        }
        return new Faulty(real.append(file), file.getFileName().toString());
    }

    @Override
    public void forceFolder(Path of) throws IOException {
        real.forceFolder(of);
    }

    @Override
    public long usableBytes(Path of) throws IOException {
        return capacity == Long.MAX_VALUE ? real.usableBytes(of) : Math.max(0, capacity - used());
    }

    @Override
    public long totalBytes(Path of) throws IOException {
        return capacity == Long.MAX_VALUE ? real.totalBytes(of) : capacity;
    }

    private final class Faulty implements DiskFile {
        private final DiskFile file;
        private final String name;

        Faulty(DiskFile file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (readOnly) {
                throw new IOException("Read-only file system");
            }
            if (name.equals(broken)) {
                file.write(bytes.slice().limit(bytes.remaining() / 2));
                throw new IOException("Input/output error");
            }
            if (failingWrites.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                file.write(bytes.slice().limit(bytes.remaining() / 2)); // half of it arrives
                throw new IOException("Input/output error");
            }
            long free = capacity == Long.MAX_VALUE ? Long.MAX_VALUE : capacity - used();
            if (free <= 0) {
                throw new IOException("No space left on device");
            }
            int most = (int) Math.min(shortWrites ? 7 : Integer.MAX_VALUE, free);
            if (bytes.remaining() <= most) {
                return file.write(bytes);
            }
            int limit = bytes.limit();
            bytes.limit(bytes.position() + most);
            int written = file.write(bytes);
            bytes.limit(limit);
            return written;
        }

        @Override
        public void force() throws IOException {
            forces.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            LockSupport.parkNanos(slowness.toNanos());
            if (failingForces.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IOException("Input/output error");
            }
            file.force();
        }

        @Override
        public void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
