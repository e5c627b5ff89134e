package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code kubectl} in one identity's name: what a person sees.
 *
 * @param folder holds kubectl's own caches
 */
record Kubectl(Path kubeconfig, Path folder) {

    /** What it printed. */
    record Ran(int code, String out, String err) {
        Ran orFail() {
            if (code != 0) {
                throw new AssertionError("kubectl ended with " + code + ": " + err);
            }
            return this;
        }
    }

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("kubectl", "version", "--client")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs it with a text at its standard input. */
    Ran run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig"));
        command.add(kubeconfig.toString());
        command.add("--cache-dir=" + folder.resolve("kubectl-cache"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        Child.clean(builder.environment());
        Path out = folder.resolve("kubectl.out");
        Path err = folder.resolve("kubectl.err");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("kubectl took longer than 60 s: " + command);
        }
        return new Ran(
                process.exitValue(),
                java.nio.file.Files.readString(out),
                java.nio.file.Files.readString(err));
    }
}
