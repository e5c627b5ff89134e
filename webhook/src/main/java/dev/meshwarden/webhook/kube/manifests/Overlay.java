package dev.meshwarden.webhook.kube.manifests;

import dev.meshwarden.webhook.config.ByteSize;

/** For what an installation is sized. */
public enum Overlay {
    /** One replica that keeps what it records. */
    BASE(1, ByteSize.ofGibi(10), ByteSize.ofGibi(8), 10),
    /** One replica for a cluster that is thrown away: little disk. */
    DEV(1, ByteSize.ofMebi(512), ByteSize.ofMebi(256), 0),
    /** Three replicas, apart from each other, of which two stay up. */
    HA(3, ByteSize.ofGibi(25), ByteSize.ofGibi(20), 10);

    private final int replicas;
    private final ByteSize volume;
    private final ByteSize retained;
    private final int minReadySeconds;

    Overlay(int replicas, ByteSize volume, ByteSize retained, int minReadySeconds) {
        this.replicas = replicas;
        this.volume = volume;
        this.retained = retained;
        this.minReadySeconds = minReadySeconds;
    }

    int replicas() {
        return replicas;
    }

    /** Of each replica's data. */
    ByteSize volume() {
        return volume;
    }

    /** What closed segments of the audit log may take of the volume. */
    ByteSize retained() {
        return retained;
    }

    /** How long a new replica must stay ready before the next is replaced. */
    int minReadySeconds() {
        return minReadySeconds;
    }
}
