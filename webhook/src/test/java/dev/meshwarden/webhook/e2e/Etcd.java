package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An etcd on loopback, its data in a folder; several control planes may live in it under prefixes of their own.
 *
 * <p>Threading: by one thread.
 */
final class Etcd implements AutoCloseable {
    private final Path program;
    private final Path folder;
    private final int clientPort;
    private final int peerPort;
    private Child process;

    private Etcd(Path program, Path folder, int clientPort, int peerPort, Child process) {
        this.program = program;
        this.folder = folder;
        this.clientPort = clientPort;
        this.peerPort = peerPort;
        this.process = process;
    }

    static Etcd start(Path program, Path folder) throws Exception {
        Files.createDirectories(folder);
        int client = Ports.free();
        int peer = Ports.free();
        var etcd = new Etcd(program, folder, client, peer, launch(program, folder, client, peer));
        etcd.awaitReady();
        return etcd;
    }

    private static Child launch(Path program, Path folder, int client, int peer)
            throws IOException {
        Path log = folder.resolve("etcd.log");
        Files.deleteIfExists(log);
        return Child.start(
                "etcd",
                List.of(
                        program.toString(),
                        "etcd",
                        folder.resolve("data").toString(),
                        Integer.toString(client),
                        Integer.toString(peer)),
                Map.of(),
                log);
    }

    private void awaitReady() throws Exception {
        try {
            Eventually.holds(
                    "etcd is ready",
                    Duration.ofSeconds(60),
                    () -> {
                        if (!process.isAlive()) {
                            throw new IOException("etcd has ended");
                        }
                        return process.log().contains("READY");
                    });
        } catch (IOException | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + process.tail(), e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + clientPort;
    }

    Child process() {
        return process;
    }

    void restart() throws Exception {
        process.close();
        process = launch(program, folder, clientPort, peerPort);
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }
}
