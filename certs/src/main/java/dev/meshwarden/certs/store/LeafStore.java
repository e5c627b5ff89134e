package dev.meshwarden.certs.store;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.KeyedChain;

import java.io.IOException;
import java.util.Optional;

/** What one replica keeps of its serving identity between starts. */
public interface LeafStore {
    /** Keeps nothing: every start issues anew, and no leaf key is ever written. */
    LeafStore NONE =
            new LeafStore() {
                @Override
                public Optional<KeyedChain> load() {
                    return Optional.empty();
                }

                @Override
                public void save(KeyedChain leaf) {}

                @Override
                public void show(CaBundle bundle) {}
            };

    /** Keeps what {@code store} keeps, and never gives back what lies there: every start issues anew. */
    static LeafStore renewing(LeafStore store) {
        return new LeafStore() {
            @Override
            public Optional<KeyedChain> load() {
                return Optional.empty();
            }

            @Override
            public void save(KeyedChain leaf) throws IOException {
                store.save(leaf);
            }

            @Override
            public void show(CaBundle bundle) throws IOException {
                store.show(bundle);
            }
        };
    }

    /** Empty when there is none, or none whose two halves belong together. */
    Optional<KeyedChain> load() throws IOException;

    void save(KeyedChain leaf) throws IOException;

    /** Puts the bundle where people find it; never read back. */
    void show(CaBundle bundle) throws IOException;
}
