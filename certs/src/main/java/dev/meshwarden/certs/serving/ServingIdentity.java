package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.LeafProfile;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.store.CertificateStore;
import dev.meshwarden.certs.store.LeafStore;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The certificate that the server shows, renewed while it serves: the server keeps one {@link #sslContext} for life, only what its key
 * manager hands out changes, and only after the candidate has been checked in full. Whatever fails, the last good identity goes on.
 * Before the first good one a throw-away certificate is shown that nobody trusts, and {@link #fault} says why.
 *
 * <p>The caller looks at the dates once a second by {@link #renewIfDue}; one long timer would sleep through a suspended machine.
 *
 * <p>Threading: {@link #renewIfDue} is called by one thread at a time; everything else by any.
 */
public final class ServingIdentity {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY_OF_FIRST = Duration.ofSeconds(4);

    private final IdentitySource source;
    private final InstantSource clock;
    private final RotatingKeyManager keys;
    private final Callers callers;
    private final SSLContext context;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile IdentityState state = IdentityState.WAITING;
    private Duration retry = FIRST_RETRY;
    private Instant retryAt = Instant.MIN;

    private ServingIdentity(IdentitySource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.keys = new RotatingKeyManager(throwAway(clock.instant()));
        this.callers = new Callers();
        this.context = contextOf(keys, callers);
    }

    /**
     * Loads what the stores hold, makes what is missing, and serves it. Refused when a key's file is open to others, when a store
     * cannot be read or written, or when even a fresh certificate does not pass its check.
     */
    public static ServingIdentity rotating(
            CertificateStore store, LeafStore leaves, CertSettings settings, InstantSource clock)
            throws IOException, IdentityException {
        var identity =
                new ServingIdentity(
                        new OwnAuthority(new Rotation(store, settings), leaves, settings), clock);
        identity.renew(clock.instant());
        return identity;
    }

    /**
     * A CA that several processes share, a certificate of its own for each, in memory alone. Never refused: until a CA can be read
     * the identity waits for one.
     */
    public static ServingIdentity shared(
            Rotation rotation, CertSettings settings, InstantSource clock) {
        return new ServingIdentity(new OwnAuthority(rotation, LeafStore.NONE, settings), clock);
    }

    /** Someone else's certificates, from a folder; waits for the first good pair. */
    public static ServingIdentity mounted(MountedFolder folder, InstantSource clock) {
        return new ServingIdentity(folder, clock);
    }

    /** Looks at the dates once, and does what is due. */
    public Renewal renewIfDue() {
        Instant now = clock.instant();
        if (now.isBefore(retryAt)
                && Duration.between(now, retryAt).compareTo(source.longestRetry())
                        <= 0) { // else it went back
            return new Renewal.Kept();
        }
        try {
            Renewal done = renew(now);
            retry = FIRST_RETRY;
            retryAt = Instant.MIN;
            return done;
        } catch (IOException | IdentityException e) {
            String why = String.valueOf(e.getMessage());
            show(state.because(why));
            retryAt = now.plus(retry);
            Duration doubled = retry.multipliedBy(2);
            Duration most = state.isWaiting() ? LAST_RETRY_OF_FIRST : source.longestRetry();
            retry = doubled.compareTo(most) < 0 ? doubled : most;
            return new Renewal.Failed(why, retryAt);
        }
    }

    private Renewal renew(Instant now) throws IOException, IdentityException {
        boolean waits = state.isWaiting();
        Renewal.Served from = state.served();
        IdentitySource.Offer offer =
                source.look(waits ? Optional.empty() : Optional.of(keys.current()), now);
        show(state.seen(offer));
        if (offer.candidate().isEmpty()) {
            show(state.because(waits ? String.join("; ", offer.troubles()) : ""));
            return new Renewal.Kept();
        }
        IdentitySource.Candidate candidate = offer.candidate().get();
        KeyedChain chain = candidate.chain();
        candidate.check().pass(chain, now);
        source.keep(chain);
        keys.swap(chain);
        forgetSessions();
        var to = new Renewal.Served(chain.serialHex(), chain.notAfter(), candidate.signer());
        show(state.showing(to, candidate.check().margin()));
        return new Renewal.Renewed(candidate.reason(), from, to);
    }

    private void show(IdentityState next) {
        boolean changed = !next.bundle().equals(state.bundle());
        state = next;
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }

    /** For the server, for life. */
    public SSLContext sslContext() {
        return context;
    }

    /** For a server that builds its own context. */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    /** Gives the CAs that callers' certificates must come from; sessions made under others end. */
    public void trustCallersOf(List<X509Certificate> anchors) {
        if (callers.trust(anchors)) {
            forgetSessions();
        }
    }

    /** What callers must trust now; empty while that is not known. */
    public Optional<CaBundle> bundle() {
        return state.bundle();
    }

    /** Called after {@link #bundle} has changed, by the thread that renews; it must be quick. */
    public void onBundleChange(Runnable listener) {
        listeners.add(listener);
    }

    /** What callers must trust now, as PEM; blank while that is not known. */
    public String caBundlePem() {
        return bundle().map(CaBundle::pem).orElse("");
    }

    /** What is shown now; {@link Renewal.Served#NONE} before the first good certificate. */
    public Renewal.Served served() {
        return state.served();
    }

    /** The authorities behind what is shown, oldest first. */
    public List<CaSeen> authorities() {
        return state.cas();
    }

    /** A sentence for each thing that is not as it should be, though the server may serve. */
    public List<String> troubles() {
        return state.allTroubles();
    }

    /** Why callers must not come here: nothing good to show, or less than the margin left of it. */
    public Optional<String> fault() {
        return state.faultAt(clock.instant());
    }

    /** Whether what is shown has more than the margin left. */
    public boolean isServiceable() {
        return fault().isEmpty();
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

    private static KeyedChain throwAway(Instant now) {
        var ca = new CaProfile(KeyKind.P256, Duration.ofDays(1)).create(now);
        var names = new ServerNames(List.of("not-ready.invalid"), List.of());
        return new LeafProfile(names, Duration.ofDays(1)).issue(ca, now);
    }

    private static SSLContext contextOf(RotatingKeyManager keys, Callers callers) {
        // A session kept by the client cannot be ended by us; the JDK has no switch for one
        // context.
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {callers}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: no TLS context", e);
        }
    }
}
