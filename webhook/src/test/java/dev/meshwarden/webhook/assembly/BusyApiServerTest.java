package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ListenConfig;
import dev.meshwarden.webhook.config.RegistrationConfig;
import dev.meshwarden.webhook.config.TlsConfig;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** An API server that answers, and does not do what it is asked. */
class BusyApiServerTest {
    private static final Duration WATCHED = Duration.ofSeconds(10);
    private static final int FIRST = 3; // what is asked at the start, all at once

    @TempDir Path folder;

    /** The CA in the cluster, and an election that comes to nothing. */
    @ParameterizedTest
    @CsvSource({"429, 0", "500, 0", "500, 1500"})
    void F45_aReplicaAsksLessThanOnceASecondAndServesOn(int status, int delayMillis)
            throws Exception {
        long begun = System.nanoTime();
        try (var api = new FakeApiServer(status, Duration.ofMillis(delayMillis), false);
                var assembly = Assembly.start(managed(api), InstantSource.system())) {
            LockSupport.parkNanos(WATCHED.toNanos());

            assertThat(api.calls().size() + api.callsAboutTheLease().size())
                    .as(api.calls() + " " + api.callsAboutTheLease())
                    .isBetween(2, secondsSince(begun) + FIRST);
            assertThat(healthz(assembly)).isEqualTo(200);
        }
    }

    /** It leads, and cannot register. */
    @ParameterizedTest
    @CsvSource({"429, 0", "500, 1500"})
    void F45_aLeaderThatCannotRegisterAsksMoreAndMoreRarely(int status, int delayMillis)
            throws Exception {
        try (var api = new FakeApiServer(status, Duration.ofMillis(delayMillis), true);
                var assembly = Assembly.start(registering(api), InstantSource.system())) {
            Serving.await("it leads and asks", () -> api.calls().size() > 1);
            int before = api.calls().size();
            int asked = api.callsAboutTheLease().size();
            long begun = System.nanoTime();
            LockSupport.parkNanos(WATCHED.toNanos());

            assertThat(api.calls().size() - before)
                    .as(api.calls().toString())
                    .isBetween(1, secondsSince(begun));
            assertThat(api.callsAboutTheLease().size() - asked)
                    .as("read and renewed every two seconds, and no more")
                    .isBetween(2, secondsSince(begun) + FIRST);
            assertThat(healthz(assembly)).isEqualTo(200);
        }
    }

    private Config managed(FakeApiServer api) throws Exception {
        return registering(api).withTls(TlsConfig.STANDARD.withMode(TlsConfig.Mode.MANAGED));
    }

    private Config registering(FakeApiServer api) throws Exception {
        return Config.STANDARD
                .withListen(new ListenConfig("127.0.0.1", 0, 0))
                .withData(folder.resolve("data"))
                .withRegistration(
                        RegistrationConfig.STANDARD.withMode(RegistrationConfig.Mode.MANAGED))
                .withCluster(
                        ClusterConfig.STANDARD
                                .withAccess(
                                        new ClusterConfig.Access.Kubeconfig(api.kubeconfig(folder)))
                                .withReplica("r-0"));
    }

    private static int secondsSince(long begun) {
        return (int) Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }

    private static int healthz(Assembly assembly) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + assembly.adminPort()
                                                            + "/healthz"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
