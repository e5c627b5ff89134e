package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Go tool of the machine, where there is one. */
final class GoTool {
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "CGO_ENABLED", "0",
                    "GOTOOLCHAIN", "local",
                    "GOWORK", "off",
                    "GOFLAGS", "-mod=mod -trimpath");

    private GoTool() {}

    /** Where a module's files lie, fetched if need be. */
    static Path module(String nameAtVersion) throws IOException, InterruptedException {
        String json = output(List.of("go", "mod", "download", "-json", nameAtVersion));
        return Path.of(new ObjectMapper().readTree(json).path("Dir").asText());
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(ENVIRONMENT);
        builder.directory(Path.of(System.getProperty("java.io.tmpdir")).toFile()); // in no module
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + text);
        }
        return text;
    }
}
