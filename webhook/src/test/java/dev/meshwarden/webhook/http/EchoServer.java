package dev.meshwarden.webhook.http;

import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.certs.serving.TlsFloor;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.webhook.config.ClientAuthConfig;
import dev.meshwarden.webhook.config.HttpConfig;

import io.javalin.Javalin;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The floor of the load figures: the admission port's Jetty, TLS and threads, with a handler that reads the body and answers 200
 * bytes. Started by {@code webhook/src/load/load.sh}; ends when its standard input does.
 */
final class EchoServer {
    private EchoServer() {}

    /** Arguments: the folder of the serving identity, the port. */
    public static void main(String[] args) throws Exception {
        Path tls = Path.of(args[0]);
        ServingIdentity identity =
                ServingIdentity.rotating(
                        FileStore.open(tls),
                        LeafFiles.open(tls),
                        CertSettings.file(ServerNames.LOOPBACK),
                        InstantSource.system());
        String answer = "x".repeat(200);
        int port = Integer.parseInt(args[1]);
        Javalin javalin =
                Javalin.create(config -> {
                    JavalinDefaults.apply(config);
                    config.jetty.modifyServer(JavalinDefaults::prepare);
                    config.jetty.addConnector((server, _) ->
                            Connectors.tls(
                                    server,
                                    "127.0.0.1",
                                    port,
                                    identity.sslContext(),
                                    TlsFloor.V1_2,
                                    ClientAuthConfig.Mode.OFF,
                                    HttpConfig.STANDARD));
                    config.routes.post(
                            "/validate",
                            context -> {
                                int read = context.bodyInputStream().readAllBytes().length;
                                context.status(read > 0 ? 200 : 400)
                                        .contentType("application/json")
                                        .result(answer);
                            });
                });
        javalin.start();
        System.out.println("READY");
        while (System.in.read() >= 0) {
            // until whoever started us is gone
        }
        javalin.stop();
    }
}
