package dev.meshwarden.certs.authority;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.renewal.GenerationReason;
import dev.meshwarden.certs.renewal.GenerationSchedule;
import dev.meshwarden.certs.renewal.LeafQuestion;
import dev.meshwarden.certs.renewal.RenewalChecks;
import dev.meshwarden.certs.renewal.RenewalReason;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The certificate authority at one instant: its generations, each in its phase. Immutable; making a generation gives another authority.
 */
public record Authority(GenerationSchedule schedule, CertSettings settings) {
    public static Authority of(
            Collection<Generation> generations, CertSettings settings, Instant now) {
        return new Authority(GenerationSchedule.of(generations, settings, now), settings);
    }

    /** Why a new generation must be made now. */
    public Optional<GenerationReason> due() {
        return schedule.due();
    }

    /** A new generation, in no bundle yet. */
    public Generation next() {
        return settings.caProfile().create(schedule.now());
    }

    /** With one more generation. */
    public Authority with(Generation generation) {
        List<Generation> all = new ArrayList<>();
        schedule.generations().forEach(d -> all.add(d.generation()));
        all.addAll(schedule.fromTheFuture());
        all.add(generation);
        return of(all, settings, schedule.now());
    }

    /** What callers must trust now, the site's own CAs included. */
    public CaBundle bundle() {
        return CaBundle.of(schedule.bundled(), settings.extraCas());
    }

    /** Why a leaf must be issued anew; empty when it may stay. */
    public Optional<RenewalReason> dueFor(Optional<KeyedChain> leaf) {
        return RenewalChecks.of(new LeafQuestion(leaf, signer(), settings, schedule.now()));
    }

    /** A fresh leaf for the required names. */
    public KeyedChain issue() {
        return settings.leafProfile().issue(signer(), schedule.now());
    }

    /** The generation that signs now; a generation must have been made first. */
    public Generation signer() {
        return schedule.active()
                .orElseThrow(() -> new IllegalStateException("bug: no generation signs"));
    }
}
