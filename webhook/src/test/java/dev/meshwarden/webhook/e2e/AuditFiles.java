package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the two audit logs hold: the product's own, and the API server's. */
final class AuditFiles {
    private AuditFiles() {}

    /** Records of a data folder, in order; a last line still being written is left out. */
    static List<JsonNode> records(Path data) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data.resolve("audit"))) {
            files = walk.filter(p -> p.toString().endsWith(".jsonl")).sorted().toList();
        }
        for (Path file : files) {
            lines(file, records);
        }
        return records;
    }

    /** Events of an API server's audit file. */
    static List<JsonNode> events(Path file) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        lines(file, events);
        return events;
    }

    private static void lines(Path file, List<JsonNode> into) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            if (!line.isEmpty()) {
                into.add(Api.JSON.readTree(line));
            }
        }
    }
}
