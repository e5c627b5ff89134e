package dev.meshwarden.webhook.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.function.DoubleSupplier;

/**
 * Reads bodies: none larger than the limit, whatever its head announced, and all in flight together no larger than theirs. While
 * memory is short large ones are turned away, while it is very short all.
 *
 * <p>Threading: any number of threads.
 */
final class BodyReader {
    private static final int CHUNK = 16 << 10;
    private static final double SHORT = 0.8;
    private static final double VERY_SHORT = 0.9;
    private static final long LARGEST_WHILE_SHORT = 256 << 10;

    private final long largest;
    private final Semaphore room; // in chunks
    private final DoubleSupplier heap;

    /**
     * @param heap the used share of the heap after the last collection
     */
    BodyReader(long largest, long allInFlight, DoubleSupplier heap) {
        this.largest = largest;
        this.heap = heap;
        this.room =
                new Semaphore((int) Math.min(Integer.MAX_VALUE, Math.max(1, allInFlight / CHUNK)));
    }

    /** What reading came to. */
    sealed interface Reading {
        /** The whole body; closing it gives its room back. */
        @SuppressWarnings(
                "ArrayRecordComponent") // one owner at a time, handed on and never compared
        record Whole(byte[] bytes, Runnable release) implements Reading {}

        /** More than the limit; the rest was not read. */
        record TooLarge() implements Reading {}

        /** The bodies in flight, or what is left of the heap, leave no room; the body was read past. */
        record NoRoom() implements Reading {}
    }

    private long mostNow() {
        double used = heap.getAsDouble();
        if (used < SHORT) {
            return largest;
        }
        return used < VERY_SHORT ? Math.min(largest, LARGEST_WHILE_SHORT) : 0;
    }

    /**
     * @param announced the head's Content-Length; -1 for none
     */
    Reading read(InputStream in, long announced) throws IOException {
        if (announced > largest) {
            return new Reading.TooLarge();
        }
        long most = mostNow();
        int taken = 0;
        boolean handedOver = false;
        try {
            var out = new ByteArrayOutputStream((int) Math.clamp(announced, 0, most));
            byte[] chunk = new byte[CHUNK];
            while (true) {
                int filled = in.readNBytes(chunk, 0, CHUNK);
                if (out.size() + filled > largest) {
                    return new Reading.TooLarge();
                }
                if (out.size() + filled > most || !room.tryAcquire()) {
                    return filled < CHUNK
                            ? new Reading.NoRoom()
                            : leftUnread(in, out.size(), chunk);
                }
                taken++;
                out.write(chunk, 0, filled);
                if (filled < CHUNK) {
                    int mine = taken;
                    handedOver = true;
                    return new Reading.Whole(out.toByteArray(), () -> room.release(mine));
                }
            }
        } finally {
            if (!handedOver) {
                room.release(taken);
            }
        }
    }

    /** Takes the rest and keeps none of it: a caller still writing would see a reset instead of the answer. */
    private Reading leftUnread(InputStream in, long before, byte[] chunk) throws IOException {
        long seen = before + CHUNK;
        int filled = CHUNK;
        while (filled == CHUNK && seen <= largest) {
            filled = in.readNBytes(chunk, 0, CHUNK);
            seen += filled;
        }
        return seen > largest ? new Reading.TooLarge() : new Reading.NoRoom();
    }
}
