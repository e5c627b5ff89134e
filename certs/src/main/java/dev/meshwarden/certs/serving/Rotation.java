package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.authority.Authority;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.renewal.GenerationSchedule;
import dev.meshwarden.certs.store.CertificateStore;
import dev.meshwarden.certs.store.StaleStoreException;
import dev.meshwarden.certs.store.StoreOutOfReachException;
import dev.meshwarden.certs.store.StoredGenerations;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Brings the store to where the dates want it: makes the generation that is due, drops what is past, writes back what someone
 * deleted. Only the leader does; the others read. Every step may be repeated, so a crash after any of them heals at the next look,
 * and a step that another writer overtook is decided anew. While the store is out of reach, what was read before goes on.
 *
 * <p>Threading: one thread at a time.
 */
public final class Rotation {
    private static final int TRIES = 5;

    private final CertificateStore store;
    private final CertSettings settings;
    private final BooleanSupplier leads;
    private final Duration readEvery;
    private List<Generation> known = List.of();
    private List<String> troubles = List.of();
    private Instant readAt = Instant.MIN;
    private boolean reached;

    /** For the store's one writer. */
    public Rotation(CertificateStore store, CertSettings settings) {
        this(store, settings, () -> true, Duration.ZERO);
    }

    /**
     * @param leads whether this process may write now
     * @param readEvery how old what was read may be; what is due is always decided on what the store holds now
     */
    public Rotation(
            CertificateStore store,
            CertSettings settings,
            BooleanSupplier leads,
            Duration readEvery) {
        this.store = store;
        this.settings = settings;
        this.leads = leads;
        this.readEvery = readEvery;
    }

    /** The authority as it stands, changing nothing. */
    public Authority look(Instant now) throws IOException {
        return Authority.of(store.load().generations(), settings, now);
    }

    /**
     * The standing after what was due has been done: new first, removal last.
     *
     * @throws StoreOutOfReachException when the store was never read
     */
    public Standing advance(Instant now) throws IOException {
        boolean leading = leads.getAsBoolean();
        if (isFresh(now, leading)) {
            return standing(now);
        }
        readAt = now;
        reached = false;
        for (int i = 1; ; i++) {
            try {
                step(now, leading);
                reached = true;
                return standing(now);
            } catch (StaleStoreException e) {
                if (i == TRIES) {
                    throw e;
                }
            } catch (StoreOutOfReachException e) {
                if (known.isEmpty()) {
                    throw e;
                }
                troubles = List.of(String.valueOf(e.getMessage()));
                return standing(now);
            }
        }
    }

    /** Makes the next generation now, whatever the dates say; empty when the store holds as many as it takes. */
    public Optional<Generation> rotate(Instant now) throws IOException {
        for (int i = 1; ; i++) {
            try {
                step(now, true);
                Authority authority = Authority.of(known, settings, now);
                if (known.size() >= GenerationSchedule.MOST) {
                    return Optional.empty();
                }
                Generation next = authority.next();
                store.add(next);
                return Optional.of(next);
            } catch (StaleStoreException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private boolean isFresh(Instant now, boolean leading) {
        boolean recent = !now.isBefore(readAt) && now.isBefore(readAt.plus(readEvery));
        if (!recent || known.isEmpty()) {
            return false;
        }
        GenerationSchedule schedule = GenerationSchedule.of(known, settings, now);
        boolean due = schedule.due().isPresent() || !schedule.removable().isEmpty();
        return !leading || !due || !reached; // one that cannot be reached is asked less often
    }

    private void step(Instant now, boolean leading) throws IOException {
        StoredGenerations held = store.load();
        troubles = held.ignored();
        List<Generation> all = new ArrayList<>(held.generations());
        if (all.isEmpty() && !known.isEmpty()) {
            all.addAll(GenerationSchedule.of(known, settings, now).bundled());
            troubles = and(troubles, "the store lost all generations; they live on in memory");
            if (leading) {
                for (Generation lost : all) {
                    store.add(lost);
                }
            }
        }
        known = List.copyOf(all);
        if (leading) {
            bringUp(now);
        }
    }

    private void bringUp(Instant now) throws IOException {
        Authority authority = Authority.of(known, settings, now);
        boolean due = authority.due().isPresent();
        if (due && known.size() >= GenerationSchedule.MOST) {
            makeRoom(authority);
            authority = Authority.of(known, settings, now);
        }
        if (due) {
            Generation next = authority.next();
            store.add(next);
            authority = authority.with(next);
            known = and(known, next);
        }
        for (Generation past : authority.schedule().removable()) {
            remove(past);
        }
    }

    /** Nothing that any server may still show: the past ones, then the oldest of those that signed. */
    private void makeRoom(Authority authority) throws IOException {
        for (Generation past : authority.schedule().removable()) {
            remove(past);
        }
        while (known.size() >= GenerationSchedule.MOST) {
            List<GenerationSchedule.Dated> dated = authority.schedule().generations();
            remove(
                    dated.stream()
                            .map(GenerationSchedule.Dated::generation)
                            .filter(known::contains)
                            .findFirst()
                            .orElse(known.getFirst()));
        }
    }

    private void remove(Generation past) throws IOException {
        store.remove(past.id());
        known = known.stream().filter(g -> !g.equals(past)).toList();
    }

    private Standing standing(Instant now) {
        Authority authority = Authority.of(known, settings, now);
        return new Standing(
                authority.schedule().active().isPresent()
                        ? Optional.of(authority)
                        : Optional.empty(),
                troubles);
    }

    private static <T> List<T> and(List<T> all, T more) {
        List<T> longer = new ArrayList<>(all);
        longer.add(more);
        return List.copyOf(longer);
    }
}
