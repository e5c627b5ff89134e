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

    /** What rows have in common. */
    private static final String DATA = "rego.diagnostic rego.value";

    private static final String COMPILE =
            "rego.ast rego.builtin rego.diagnostic rego.source rego.type rego.value";

    private static final String RUNTIME =
            "rego.builtin rego.diagnostic rego.limit rego.source rego.value";

    private static final String REGO_RULES =
            DATA
                    + " policy.constraint policy.mesh policy.patch policy.review policy.rule"
                    + " rego.builtin rego.bundle rego.engine rego.limit rego.source";

    private static final String CONSTRAINT = DATA + " policy.review policy.rule rego.source";

    private static final String POLICY =
            DATA
                    + " policy.constraint policy.decision policy.exemption policy.review"
                    + " policy.rule";

    private static final String AUDIT =
            POLICY + " policy.patch policy.profile webhook.config webhook.metrics";

    static final Map<String, Set<String>> ROWS = rows();

    /** What one cupboard may import beside its room's row. */
    static final Map<String, Set<String>> CUPBOARDS =
            Map.of(
                    "rego.builtin.rego",
                    Set.of("rego.ast", "rego.diagnostic", "rego.source", "rego.syntax"));

    static final Map<String, Set<String>> HOMES = homes();

    private static Map<String, Set<String>> rows() {
        var map = new TreeMap<String, Set<String>>();
        row(map, "rego.source");
        row(map, "rego.value");
        row(map, "rego.diagnostic", "rego.source");
        row(map, "rego.ast", "rego.source rego.value");
        row(map, "rego.type", "rego.value");
        row(map, "rego.limit", "rego.source rego.value");
        row(map, "rego.builtin", "rego.limit rego.type rego.value");
        row(map, "rego.syntax", "rego.ast rego.diagnostic rego.source rego.value");
        row(map, "rego.compile", COMPILE);
        row(map, "rego.plan", "rego.source rego.value");
        row(map, "rego.planner", COMPILE + " rego.compile rego.plan");
        row(map, "rego.runtime", RUNTIME);
        row(map, "rego.interpret", RUNTIME + " rego.plan rego.runtime");

        row(map, "rego.bundle", DATA + " rego.builtin rego.source");
        row(map, "rego.engine", every(map, "rego."));
        row(map, "rego.tester", every(map, "rego."));
        row(map, "policy.review", "rego.value");
        row(map, "policy.mesh", "policy.review rego.value");
        row(map, "policy.patch", "policy.review rego.value");
        row(map, "policy.rule", DATA + " policy.mesh policy.patch policy.review");
        row(map, "policy.library", "policy.mesh policy.patch policy.review policy.rule rego.value");
        row(map, "policy.regorule", REGO_RULES);
        row(map, "policy.constraint", CONSTRAINT);
        row(map, "policy.exemption", CONSTRAINT + " policy.constraint");
        row(map, "policy.profile", CONSTRAINT + " policy.constraint");
        row(
                map,
                "policy.decision",
                DATA
                        + " policy.constraint policy.exemption policy.mesh policy.patch"
                        + " policy.profile policy.review policy.rule rego.source");
        row(map, "policy.pack", every(map, "policy."), DATA + " rego.engine rego.source");
        row(map, "policy.suite", every(map, "policy."), DATA + " rego.source rego.tester");
        row(map, "certs.pki");
        row(map, "certs.renewal", "certs.pki");
        row(map, "certs.store", "certs.pki");
        row(map, "certs.authority", "certs.pki certs.renewal");
        row(map, "certs.serving", "certs.authority certs.pki certs.renewal certs.store");
        row(map, "certs.injection", "certs.pki");
        row(map, "webhook.config", DATA + " rego.source");
        row(map, "webhook.metrics");
        row(map, "webhook.audit", AUDIT);
        row(map, "webhook.admission", AUDIT + " policy.mesh policy.patch webhook.audit");
        row(
                map,
                "webhook.http",
                "certs.pki certs.serving policy.review rego.value webhook.admission webhook.config"
                        + " webhook.metrics");
        row(
                map,
                "webhook.kube",
                POLICY
                        + " certs.injection certs.pki certs.store policy.mesh policy.pack"
                        + " policy.profile rego.source webhook.admission webhook.audit"
                        + " webhook.config webhook.metrics");
        row(
                map,
                "webhook.report",
                POLICY
                        + " policy.mesh policy.patch policy.profile policy.suite rego.engine"
                        + " rego.source rego.tester");
        row(map, "webhook.assembly", every(map, ""));
        row(map, "webhook.cli", every(map, ""));
        return Map.copyOf(map);
    }

    private static Map<String, Set<String>> homes() {
        return Map.of(
                "picocli", Set.of("webhook.cli"),
                "com.fasterxml.jackson", Set.of("rego.value"),
                "org.snakeyaml", Set.of("rego.value"),
                "com.google.re2j", Set.of("rego.builtin"),
                "org.apache.commons.compress", Set.of("rego.bundle"),
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

    /** Every room so far whose name begins so. */
    private static String every(Map<String, Set<String>> map, String prefix) {
        return map.keySet().stream()
                .filter(room -> room.startsWith(prefix))
                .collect(Collectors.joining(" "));
    }
}
