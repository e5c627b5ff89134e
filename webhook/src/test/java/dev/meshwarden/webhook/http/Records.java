package dev.meshwarden.webhook.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The audit log of a data folder, line by line. */
final class Records {
    private Records() {}

    static List<String> in(Path data) throws IOException {
        try (Stream<Path> walk = Files.walk(data.resolve("audit"))) {
            List<Path> segments =
                    walk.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
            return segments.stream().flatMap(Records::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
