package dev.meshwarden.certs.renewal;

import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyedChain;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known when we ask whether a leaf must be issued anew.
 *
 * @param leaf the one at hand, if any
 * @param active the generation that signs now
 */
public record LeafQuestion(
        Optional<KeyedChain> leaf, Generation active, CertSettings settings, Instant now) {}
