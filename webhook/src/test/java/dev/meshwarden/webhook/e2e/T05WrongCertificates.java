package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** What the API server says of a certificate that it cannot accept, and that all is well again once it can. */
@ExtendWith(EndToEnd.class)
final class T05WrongCertificates {
    private static final List<HandMade.Entry> ENTRIES =
            List.of(new HandMade.Entry(HandMade.Scope.SECURITY, "Fail", 5));

    @Test
    void aCertificateForAnotherNameFailsClosedUntilItNamesTheService(Cluster cluster)
            throws Exception {
        try (var unnamed = cluster.serve()) {
            HandMade.validating(cluster.admin(), cluster.way(), unnamed.caBundle(), ENTRIES);
            awaitRefusal(
                    cluster.alice(),
                    switch (cluster.way()) {
                        case HandMade.Way.Service _ ->
                                "x509: certificate is valid for localhost, not meshwarden.";
                        case HandMade.Way.Url _ ->
                                "x509: certificate is valid for 127.0.0.1, ::1, not "
                                        + cluster.clusterIp();
                    });
            unnamed.stop();
        }
        try (var named = Registered.byHand(cluster)) {
            Registered.awaitRefusing(cluster);
            assertThat(write(cluster).isOk()).isTrue();
            named.stop();
        }
    }

    @Test
    void aBundleOfAnotherCaFailsClosedUntilItIsOurs(Cluster cluster) throws Exception {
        try (var meshwarden = Registered.byHand(cluster)) {
            Registered.awaitRefusing(cluster);
            String other =
                    Base64.getEncoder()
                            .encodeToString(
                                    KubePki.create("somebody-else")
                                            .caPem()
                                            .getBytes(StandardCharsets.US_ASCII));
            HandMade.validating(cluster.admin(), cluster.way(), other, ENTRIES);
            awaitRefusal(cluster.alice(), "x509: certificate signed by unknown authority");
            HandMade.validating(cluster.admin(), cluster.way(), meshwarden.caBundle(), ENTRIES);
            awaitService(cluster);
            meshwarden.stop();
        }
    }

    /** The key of the CA cannot be read, so nothing is renewed: the leaf of a minute ends while it is served. */
    @Test
    void anExpiredCertificateFailsClosedUntilItCanBeRenewed(Cluster cluster) throws Exception {
        Path config = cluster.folder().resolve("short.yaml");
        Files.writeString(
                config,
                """
                tls: {extraSans: [%s, %s], ca: {lifetime: 4m, publishStage: 20s}, leaf: {lifetime: 1m}}
                http: {announce: 0s}
                """
                        .formatted(String.join(", ", Cluster.serviceNames()), cluster.clusterIp()));
        try (var meshwarden = cluster.serve("--config", config.toString())) {
            HandMade.validating(cluster.admin(), cluster.way(), meshwarden.caBundle(), ENTRIES);
            awaitService(cluster);
            Path keys = meshwarden.data().resolve("tls").resolve("ca");
            chmod(keys, "rw-r--r--");

            Eventually.holds(
                    "the leaf has ended",
                    Duration.ofSeconds(90),
                    () ->
                            meshwarden.metric("meshwarden_tls_leaf_not_after_seconds", "")
                                    < System.currentTimeMillis() / 1_000.0);
            assertThat(write(cluster).isOk()).as("open connections are not judged anew").isTrue();
            Api fresh =
                    cluster.plane().addServer().as(cluster.plane().files().user("alice", "dev"));
            awaitRefusal(fresh, "x509: certificate has expired");
            assertThat(meshwarden.admin("/readyz").statusCode()).isEqualTo(503);
            assertThat(meshwarden.admin("/readyz?verbose").body())
                    .contains("ends within the margin")
                    .contains("chmod 600");
            assertThat(meshwarden.metric("meshwarden_tls_reload_errors_total", "what=\"leaf\""))
                    .isPositive();

            chmod(keys, "rw-------");
            Eventually.holds("it is ready again", Duration.ofSeconds(70), meshwarden::isReady);
            Eventually.holds(
                    "a new connection is made", Duration.ofSeconds(20), () -> write(fresh).isOk());
            meshwarden.stop();
        }
    }

    private static void chmod(Path folder, String mode) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path key : files.filter(f -> f.toString().endsWith(".key")).toList()) {
                Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
            }
        }
    }

    private static Api.Answer write(Cluster cluster) throws Exception {
        return write(cluster.alice());
    }

    private static Api.Answer write(Api alice) throws Exception {
        return alice.post(
                Istio.peerAuthentications(Cluster.ROOT) + "?dryRun=All",
                Istio.peerAuthentication("t05", "STRICT"));
    }

    private static void awaitService(Cluster cluster) throws Exception {
        Eventually.holds(
                "a write goes through", Duration.ofSeconds(20), () -> write(cluster).isOk());
    }

    private static void awaitRefusal(Api alice, String said) throws Exception {
        Eventually.value(
                "a write is refused with " + said,
                Duration.ofSeconds(20),
                () -> {
                    var answer = write(alice);
                    return answer.code() == 500 && answer.message().contains(said)
                            ? new Eventually.Look.Found<>(true)
                            : new Eventually.Look.NotYet<>(answer.code() + " " + answer.message());
                });
    }
}
