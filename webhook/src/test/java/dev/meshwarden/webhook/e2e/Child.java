package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A process of a test, its standard input held open, both outputs in one log file.
 *
 * <p>Threading: by one thread; signals by any.
 */
final class Child implements AutoCloseable {
    private static final int TAIL = 60;

    /** How Kubernetes marks lines that tell of nothing wrong. */
    private static final Pattern INFORMATION = Pattern.compile("^I\\d{4} |Skipping API ");

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a command with our environment, without proxies and without any cluster found by chance. */
    static Child start(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        var builder = new ProcessBuilder(command);
        clean(builder.environment());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = builder.start();
        // not every program ends with its standard input
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Child(name, process, log);
    }

    /** Takes out what would send calls elsewhere. */
    static void clean(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(key -> {
                    String upper = key.toUpperCase(java.util.Locale.ROOT);
                    return upper.endsWith("_PROXY")
                            || upper.equals("KUBECONFIG")
                            || upper.startsWith("KUBERNETES_");
                });
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of the log, for the message of a failure. */
    String tail() {
        List<String> lines =
                log().lines().filter(line -> !INFORMATION.matcher(line).find()).toList();
        return name
                + (process.isAlive() ? " (alive)" : " (ended with " + process.exitValue() + ")")
                + ":\n  "
                + String.join(
                        "\n  ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    /** Stops its every thread until {@link #resume}. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** As a kubelet ends a pod. */
    void terminate() throws IOException, InterruptedException {
        signal("TERM");
    }

    /** Ends it at once; it has ended when this returns. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Comes with the exit code. */
    CompletableFuture<Integer> onEnd() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** The exit code; fails when it does not end in time. */
    int awaitEnd(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + seconds + " s: " + tail());
        }
        return process.exitValue();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (code != 0 && process.isAlive()) {
            throw new IOException("kill -" + signal + " " + name + " failed");
        }
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
