package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.authority.Authority;
import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.renewal.RenewalReason;
import dev.meshwarden.certs.serving.Renewal.Served;
import dev.meshwarden.certs.store.CertificateStore;
import dev.meshwarden.certs.store.LeafStore;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The certificate that the server shows, renewed while it serves: the server keeps one {@link #sslContext} for life, only what its key
 * manager hands out changes, and only after the candidate has been checked in full. Whatever fails, the last good identity goes on.
 *
 * <p>The caller looks at the dates once a second by {@link #renewIfDue}; one long timer would sleep through a suspended machine.
 *
 * <p>Threading: {@link #renewIfDue} is called by one thread at a time; everything else by any.
 */
public final class ServingIdentity {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);

    private final Rotation rotation;
    private final LeafStore leaves;
    private final CertSettings settings;
    private final InstantSource clock;
    private final RotatingKeyManager keys;
    private final SSLContext context;
    private volatile CaBundle bundle;
    private volatile String signer;
    private Duration retry = FIRST_RETRY;
    private Instant retryAt = Instant.MIN;

    private ServingIdentity(
            Rotation rotation,
            LeafStore leaves,
            CertSettings settings,
            InstantSource clock,
            Authority authority,
            KeyedChain first) {
        this.rotation = rotation;
        this.leaves = leaves;
        this.settings = settings;
        this.clock = clock;
        this.keys = new RotatingKeyManager(first);
        this.context = contextOf(keys);
        this.bundle = authority.bundle();
        this.signer = authority.signer().id();
    }

    /**
     * Loads what the stores hold, makes what is missing, and serves it. Refused when a key's file is open to others, when a store
     * cannot be read or written, or when even a fresh certificate does not pass its check.
     */
    public static ServingIdentity rotating(
            CertificateStore store, LeafStore leaves, CertSettings settings, InstantSource clock)
            throws IOException, IdentityException {
        Instant now = clock.instant();
        var rotation = new Rotation(store, settings);
        Authority authority = rotation.advance(now);
        leaves.show(authority.bundle());
        Optional<KeyedChain> kept = leaves.load();
        KeyedChain first;
        if (authority.dueFor(kept).isEmpty() && passes(kept.orElseThrow(), authority, now)) {
            first = kept.orElseThrow();
        } else {
            first = authority.issue();
            check(authority).pass(first, now);
            leaves.save(first);
        }
        return new ServingIdentity(rotation, leaves, settings, clock, authority, first);
    }

    /** Looks at the dates once, and does what is due. */
    public Renewal renewIfDue() {
        Instant now = clock.instant();
        if (now.isBefore(retryAt)
                && Duration.between(now, retryAt).compareTo(LAST_RETRY) <= 0) { // else it went back
            return new Renewal.Kept();
        }
        try {
            Renewal done = renew(now);
            retry = FIRST_RETRY;
            retryAt = Instant.MIN;
            return done;
        } catch (IOException | IdentityException e) {
            retryAt = now.plus(retry);
            Duration doubled = retry.multipliedBy(2);
            retry = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
            return new Renewal.Failed(String.valueOf(e.getMessage()), retryAt);
        }
    }

    private Renewal renew(Instant now) throws IOException, IdentityException {
        Authority authority = rotation.advance(now);
        leaves.show(authority.bundle());
        bundle = authority.bundle();
        Optional<RenewalReason> due = authority.dueFor(Optional.of(keys.current()));
        if (due.isEmpty()) {
            return new Renewal.Kept();
        }
        KeyedChain candidate = authority.issue();
        check(authority).pass(candidate, now);
        leaves.save(candidate);
        Served from = served();
        keys.swap(candidate);
        signer = authority.signer().id();
        forgetSessions();
        return new Renewal.Renewed(due.get(), from, served());
    }

    /** For the server, for life. */
    public SSLContext sslContext() {
        return context;
    }

    /** For a server that builds its own context. */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    /** What callers must trust now, as PEM. */
    public String caBundlePem() {
        return bundle.pem();
    }

    public CaBundle caBundle() {
        return bundle;
    }

    /** What is shown now. */
    public Served served() {
        KeyedChain current = keys.current();
        return new Served(current.serialHex(), current.notAfter(), signer);
    }

    /** Whether what is shown has more than the margin left. */
    public boolean isServiceable() {
        return clock.instant().plus(settings.margin()).isBefore(keys.current().notAfter());
    }

    /** A resumed session would carry the old identity on. */
    private void forgetSessions() {
        SSLSessionContext sessions = context.getServerSessionContext();
        for (byte[] id : Collections.list(sessions.getIds())) {
            var session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }

    private static boolean passes(KeyedChain kept, Authority authority, Instant now) {
        try {
            check(authority).pass(kept, now);
            return true;
        } catch (IdentityException _) {
            return false; // a fresh one takes its place
        }
    }

    private static CandidateCheck check(Authority authority) {
        CertSettings settings = authority.settings();
        return new CandidateCheck(settings.names(), authority.bundle(), settings.margin());
    }

    private static SSLContext contextOf(RotatingKeyManager keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: no TLS context", e);
        }
    }
}
