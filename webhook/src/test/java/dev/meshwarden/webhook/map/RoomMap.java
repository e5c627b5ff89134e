package dev.meshwarden.webhook.map;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which room may import which: a row a room, the row's right side complete. */
final class RoomMap {
    private RoomMap() {}

    /** Rows that other rows are made of. */
    private static final String DATA = "rego.diagnostic rego.value";

    static final Map<String, Set<String>> ROWS = rows();
    static final Map<String, Set<String>> HOMES = homes();

    private static Map<String, Set<String>> rows() {
        var map = new TreeMap<String, Set<String>>();
        row(map, "rego.source");
        row(map, "rego.value");
        row(map, "rego.diagnostic", "rego.source");
        row(map, "rego.type", "rego.value");
        row(map, "rego.limit", "rego.source rego.value");
        row(map, "rego.builtin", "rego.limit rego.type rego.value");
        row(map, "rego.engine", "rego.source rego.type rego.limit rego.builtin", DATA);
        row(map, "policy.review", "rego.value");
        row(map, "policy.mesh", "policy.review rego.value");
        row(map, "policy.patch", "policy.review rego.value");
        row(map, "policy.rule", "policy.mesh policy.patch policy.review", DATA);
        row(map, "webhook.config", "rego.source", DATA);
        row(map, "webhook.cli", everyRowOf(map));
        return Map.copyOf(map);
    }

    private static Map<String, Set<String>> homes() {
        return Map.of(
                "picocli", Set.of("webhook.cli"),
                "com.fasterxml.jackson", Set.of("rego.value"),
                "org.snakeyaml", Set.of("rego.value"),
                "com.google.re2j", Set.of("rego.builtin"),
                "org.bouncycastle", Set.of("certs.pki", "rego.builtin"),
                "io.javalin", Set.of("webhook.http"),
                "org.eclipse.jetty", Set.of("webhook.http"),
                "io.fabric8", Set.of("webhook.kube"),
                "io.micrometer", Set.of("webhook.metrics"));
    }

    private static void row(Map<String, Set<String>> map, String room, String... imports) {
        map.put(
                room,
                Arrays.stream(imports)
                        .flatMap(words -> Stream.of(words.split(" ")))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String everyRowOf(Map<String, Set<String>> map) {
        return String.join(" ", map.keySet());
    }
}
