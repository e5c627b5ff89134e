package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.authority.Authority;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.renewal.GenerationSchedule;
import dev.meshwarden.certs.store.CertificateStore;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings the store to where the dates want it: makes the generation that is due, drops what is past. Every step may be repeated, so
 * a crash after any of them heals at the next look.
 */
public final class Rotation {
    private final CertificateStore store;
    private final CertSettings settings;

    public Rotation(CertificateStore store, CertSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** The authority as it stands, changing nothing. */
    public Authority look(Instant now) throws IOException {
        return Authority.of(store.load().generations(), settings, now);
    }

    /** The authority after what was due has been done: new first, removal last. */
    public Authority advance(Instant now) throws IOException {
        Authority authority = look(now);
        if (authority.due().isPresent()) {
            Generation next = authority.next();
            store.add(next);
            authority = authority.with(next);
        }
        for (Generation past : authority.schedule().removable()) {
            store.remove(past.id());
        }
        return authority;
    }

    /** Makes the next generation now, whatever the dates say; empty when the store holds as many as it takes. */
    public Optional<Generation> rotate(Instant now) throws IOException {
        Authority authority = advance(now);
        if (authority.schedule().bundled().size() >= GenerationSchedule.MOST) {
            return Optional.empty();
        }
        Generation next = authority.next();
        store.add(next);
        return Optional.of(next);
    }
}
