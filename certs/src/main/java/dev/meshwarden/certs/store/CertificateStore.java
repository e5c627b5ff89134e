package dev.meshwarden.certs.store;

import dev.meshwarden.certs.pki.Generation;

import java.io.IOException;

/**
 * Keeps generations, and nothing else.
 *
 * <p>Contract: what {@link #add} returned from is there after any crash; {@link #load} never gives half a generation and reports what it had to
 * leave out; adding the same generation again, or removing one that is gone, changes nothing. A write that is not based on what the store holds now changes
 * nothing either and throws {@link StaleStoreException}; a store that cannot be asked throws {@link StoreOutOfReachException}. One thread at a time.
 */
public interface CertificateStore {
    StoredGenerations load() throws IOException;

    void add(Generation generation) throws IOException;

    void remove(String id) throws IOException;
}
