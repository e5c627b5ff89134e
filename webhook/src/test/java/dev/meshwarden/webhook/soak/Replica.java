package dev.meshwarden.webhook.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.LeafProfile;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.webhook.cli.ServeProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One server process after the other on one data folder, with its policies, its mounted certificate, and what it answered. */
final class Replica implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> JVM =
            List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

    final String name;
    final Path folder;
    final Answers answers = new Answers();
    private final Generation ca =
            new CaProfile(KeyKind.P256, Duration.ofDays(365)).create(Instant.now());
    private volatile ServeProcess process;
    private int mounts;
    private int versions;

    Replica(String name, Path parent) throws IOException {
        this.name = name;
        this.folder = Files.createDirectories(parent.resolve(name));
        Files.createDirectories(folder.resolve("policies"));
        Files.createDirectories(folder.resolve("certs"));
        Files.writeString(
                folder.resolve("meshwarden.yaml"),
                """
                http: {connections: 6000, connectionsPerPeer: 6000}
                tls: {mode: dir, folder: "%s"}
                policies: {reload: 500ms}
                """
                        .formatted(folder.resolve("certs")));
        mountCertificate();
        writePolicy();
        this.process = begin();
    }

    private ServeProcess begin() throws IOException {
        return new ServeProcess(
                folder,
                JVM,
                Optional.of(Pem.of(ca.certificate())),
                List.of(
                        "--config",
                        folder.resolve("meshwarden.yaml").toString(),
                        "--policies",
                        folder.resolve("policies").toString()));
    }

    ServeProcess process() {
        return process;
    }

    String caPem() {
        return Pem.of(ca.certificate());
    }

    Path data() {
        return folder.resolve("data");
    }

    void ask(Question question) {
        long begun = System.nanoTime();
        try {
            answers.take(
                    question,
                    begun,
                    process.post(question.path() + "?timeout=10s", question.body(), PATIENCE));
        } catch (IOException e) {
            answers.failed(begun, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it by a signal, and says how it ended. */
    int end(String signal) throws IOException, InterruptedException {
        ServeProcess last = process;
        last.signal(signal);
        return last.end();
    }

    /** A new process on the same data. */
    void restart() throws IOException {
        process.close();
        process = begin();
    }

    /** As kubelet does it: a folder of a new name, then the link swapped. */
    void mountCertificate() throws IOException {
        KeyedChain leaf = leaf();
        mount(leaf, leaf.key());
    }

    void mountMismatchedCertificate() throws IOException {
        mount(leaf(), leaf().key());
    }

    private KeyedChain leaf() {
        return new LeafProfile(ServerNames.LOOPBACK, Duration.ofDays(30)).issue(ca, Instant.now());
    }

    private void mount(KeyedChain chain, PrivateKey key) throws IOException {
        Path certs = folder.resolve("certs");
        Path next = Files.createDirectory(certs.resolve("..2030_" + mounts++));
        Files.writeString(next.resolve("tls.crt"), Pem.of(chain.chain()));
        Files.writeString(next.resolve("tls.key"), Pem.of(key));
        Files.writeString(next.resolve("ca.crt"), caPem());
        Path link = certs.resolve("..data_tmp");
        Files.createSymbolicLink(link, next.getFileName());
        Files.move(link, certs.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    void writePolicy() throws IOException {
        write(Question.policy(versions++));
    }

    void writeBrokenPolicy() throws IOException {
        write("package soak.one\n\ndeny contains x if true\n");
    }

    private void write(String policy) throws IOException {
        Path unfinished = Files.writeString(folder.resolve("unfinished.rego"), policy);
        Files.move(
                unfinished,
                folder.resolve("policies/one.rego"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** A number of {@code /metrics}, summed over its labels; 0 when there is none. */
    double metric(String metric) {
        try {
            HttpResponse<String> answer = process.admin("/metrics");
            assertThat(answer.statusCode()).isEqualTo(200);
            Matcher line =
                    Pattern.compile(
                                    "^" + Pattern.quote(metric) + "(?:[{,}].*)? ([0-9.E+-]+)$",
                                    Pattern.MULTILINE)
                            .matcher(answer.body());
            return line.results().mapToDouble(m -> Double.parseDouble(m.group(1))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Folders of the audit log's epochs, oldest first. */
    List<Path> epochs() {
        try (Stream<Path> all = Files.list(data().resolve("audit"))) {
            return all.filter(Files::isDirectory)
                    .filter(f -> f.getFileName().toString().length() == 36)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
