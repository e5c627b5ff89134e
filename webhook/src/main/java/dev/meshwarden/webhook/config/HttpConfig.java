package dev.meshwarden.webhook.config;

import java.time.Duration;

/**
 * What connections may use.
 *
 * @param connections on the admission port; more wait unaccepted
 * @param connectionsPerPeer from one address; more are closed
 * @param slowClient how long a handshake, a request's head or a body may take
 * @param idle how long a connection without a request is kept; longer than the API server keeps it, so that it closes first
 * @param announce on SIGTERM: how long requests are still accepted while not ready, so that callers learn of it
 * @param linger on SIGTERM: how long after that we stay, still serving, for callers that keep a connection; less when none does.
 *     Only the caller can close one without a call lost, and the API server does so 90 s after its last call
 * @param finish on SIGTERM: how long requests in flight may take after that
 */
public record HttpConfig(
        int connections,
        int connectionsPerPeer,
        Duration slowClient,
        Duration idle,
        Duration announce,
        Duration linger,
        Duration finish) {
    public static final HttpConfig STANDARD =
            new HttpConfig(
                    1_024,
                    256,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(120),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofSeconds(10));

    public HttpConfig withConnections(int most, int mostOfPeer) {
        return new HttpConfig(most, mostOfPeer, slowClient, idle, announce, linger, finish);
    }

    public HttpConfig withSlowClient(Duration longest) {
        return new HttpConfig(
                connections, connectionsPerPeer, longest, idle, announce, linger, finish);
    }

    public HttpConfig withIdle(Duration longest) {
        return new HttpConfig(
                connections, connectionsPerPeer, slowClient, longest, announce, linger, finish);
    }

    public HttpConfig withDrain(Duration announced, Duration lingering, Duration finishing) {
        return new HttpConfig(
                connections, connectionsPerPeer, slowClient, idle, announced, lingering, finishing);
    }
}
