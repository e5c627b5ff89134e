package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A cluster of its own: one or more API servers over one prefix of an etcd.
 *
 * <p>Threading: by one thread.
 */
final class KubeControlPlane implements Gate, AutoCloseable {
    private final Path program;
    private final Etcd etcd;
    private final ControlPlaneFiles files;
    private final String prefix = "/mw-" + UUID.randomUUID();
    private final List<ApiServer> servers = new ArrayList<>();

    private KubeControlPlane(Path program, Etcd etcd, ControlPlaneFiles files) {
        this.program = program;
        this.etcd = etcd;
        this.files = files;
    }

    /** A fresh one, its first API server ready. */
    static KubeControlPlane start(Path program, Etcd etcd, Path folder, String... more)
            throws Exception {
        var plane = new KubeControlPlane(program, etcd, files(folder));
        try {
            plane.addServer(more);
        } catch (Exception | AssertionError e) {
            plane.close();
            throw e;
        }
        return plane;
    }

    private static ControlPlaneFiles files(Path folder)
            throws IOException, GeneralSecurityException {
        return ControlPlaneFiles.write(folder);
    }

    /** One more API server over the same data, ready. */
    ApiServer addServer(String... more) throws Exception {
        var server =
                ApiServer.start(
                        program,
                        files,
                        "apiserver-" + servers.size(),
                        etcd.url(),
                        prefix,
                        List.of(more));
        servers.add(server);
        server.awaitReady();
        return server;
    }

    ApiServer server() {
        return servers.getFirst();
    }

    List<ApiServer> servers() {
        return List.copyOf(servers);
    }

    Etcd etcd() {
        return etcd;
    }

    ControlPlaneFiles files() {
        return files;
    }

    @Override
    public String url() {
        return server().url();
    }

    @Override
    public Api as(Identity identity) {
        return server().as(identity);
    }

    @Override
    public Identity admin() {
        return files.admin();
    }

    @Override
    public Identity user(String name, String... groups) {
        return files.user(name, groups);
    }

    @Override
    public String kubeconfig(Identity identity, String namespace) {
        return server().kubeconfig(identity, namespace);
    }

    @Override
    public void close() {
        servers.forEach(ApiServer::close);
    }
}
