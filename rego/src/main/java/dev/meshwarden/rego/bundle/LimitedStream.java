package dev.meshwarden.rego.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to give more than so many bytes, however small the archive that unpacks to them. */
final class LimitedStream extends FilterInputStream {
    private final String name;
    private final long limitBytes;
    private long given;

    LimitedStream(InputStream in, String name, long limitBytes) {
        super(in);
        this.name = name;
        this.limitBytes = limitBytes;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = super.read(into, offset, length);
        count(Math.max(0, got));
        return got;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) {
        given += bytes;
        if (given > limitBytes) {
            throw BadBundle.file(name, "unpacks to more than " + limitBytes + " bytes");
        }
    }
}
