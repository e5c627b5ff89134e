package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.store.CertificateStore;
import dev.meshwarden.certs.store.StaleStoreException;
import dev.meshwarden.certs.store.StoreOutOfReachException;
import dev.meshwarden.certs.store.StoredGenerations;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One content that several processes write, each write bound to the version last read, as a Secret behind an API server is. */
final class SharedStore {
    private final Map<String, Generation> held = new TreeMap<>();
    private List<String> garbage = List.of();
    private long version = 1;

    /** What one process sees of it; {@code fails} is asked before every call. */
    CertificateStore seenBy(BooleanSupplier fails) {
        return new CertificateStore() {
            private long read;

            @Override
            public StoredGenerations load() throws IOException {
                mustReach(fails);
                read = version;
                return new StoredGenerations(List.copyOf(held.values()), garbage);
            }

            @Override
            public void add(Generation generation) throws IOException {
                mustReach(fails);
                mustBeCurrent(read);
                held.put(generation.id(), generation);
                read = ++version;
            }

            @Override
            public void remove(String id) throws IOException {
                mustReach(fails);
                mustBeCurrent(read);
                held.remove(id);
                read = ++version;
            }
        };
    }

    List<Generation> held() {
        return List.copyOf(held.values());
    }

    void clear() {
        held.clear();
        version++;
    }

    /** Something that is no generation, beside or in place of those that are. */
    void spoil(String what) {
        garbage = List.of(what);
        version++;
    }

    /** Somebody takes one out by hand. */
    void drop(String id) {
        held.remove(id);
        version++;
    }

    /** Another writer, between a read and the write based on it. */
    void touch() {
        version++;
    }

    private void mustBeCurrent(long read) throws StaleStoreException {
        if (read != version) {
            throw new StaleStoreException(
                    "version " + read + " is not " + version, new IOException("409"));
        }
    }

    private static void mustReach(BooleanSupplier fails) throws StoreOutOfReachException {
        if (fails.getAsBoolean()) {
            throw new StoreOutOfReachException("connection refused", new IOException("closed"));
        }
    }
}
