package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.KeyedChain;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows one identity to all clients, and can be given another while it serves.
 *
 * <p>Threading: one volatile reference to an immutable pair. The alias of a handshake names the identity it began with, so a swap in its middle never mixes
 * the certificate of one with the key of the other: the one before stays known.
 */
final class RotatingKeyManager extends X509ExtendedKeyManager {
    /** Now, and before the last swap. */
    private record Held(KeyedChain current, @Nullable KeyedChain before) {}

    private volatile Held held;

    RotatingKeyManager(KeyedChain first) {
        this.held = new Held(first, null);
    }

    KeyedChain current() {
        return held.current;
    }

    void swap(KeyedChain next) {
        held = new Held(next, held.current);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        KeyedChain current = held.current;
        return current.key().getAlgorithm().equals(keyType) ? current.serialHex() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        KeyedChain identity = named(alias);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        KeyedChain identity = named(alias);
        return identity == null ? null : identity.key();
    }

    /** We are never a client with this identity. */
    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    private @Nullable KeyedChain named(String alias) {
        Held now = held;
        if (now.current.serialHex().equals(alias)) {
            return now.current;
        }
        KeyedChain before = now.before;
        return before != null && before.serialHex().equals(alias) ? before : null;
    }
}
