package dev.meshwarden.webhook.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Reads bodies: none larger than the limit, whatever its head announced, and all in flight together no larger than theirs.
 *
 * <p>Threading: any number of threads.
 */
final class BodyReader {
    private static final int CHUNK = 16 << 10;

    private final long largest;
    private final Semaphore room; // in chunks

    BodyReader(long largest, long allInFlight) {
        this.largest = largest;
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

        /** The bodies in flight leave no room. */
        record NoRoom() implements Reading {}
    }

    /**
     * @param announced the head's Content-Length; -1 for none
     */
    Reading read(InputStream in, long announced) throws IOException {
        if (announced > largest) {
            return new Reading.TooLarge();
        }
        int taken = 0;
        boolean handedOver = false;
        try {
            var out = new ByteArrayOutputStream((int) Math.clamp(announced, 0, largest));
            byte[] chunk = new byte[CHUNK];
            while (true) {
                if (!room.tryAcquire()) {
                    return new Reading.NoRoom();
                }
                taken++;
                int filled = in.readNBytes(chunk, 0, CHUNK);
                if (out.size() + filled > largest) {
                    return new Reading.TooLarge();
                }
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
}
