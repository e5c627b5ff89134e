package dev.meshwarden.policy.library.schema;

import dev.meshwarden.policy.library.Node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Fields that istiod's validation does not accept together. */
final class Combinations {
    private static final List<String> IDENTITIES =
            List.of(
                    "principals",
                    "notPrincipals",
                    "namespaces",
                    "notNamespaces",
                    "serviceAccounts",
                    "notServiceAccounts",
                    "requestPrincipals",
                    "notRequestPrincipals",
                    "trustDomains",
                    "notTrustDomains");

    private Combinations() {}

    /** What is refused, and where. */
    record Refused(String reason, Node at) {}

    static List<Refused> refused(String kind, Node spec) {
        List<Refused> all = new ArrayList<>();
        if (spec.field("selector").isPopulated()
                && (spec.field("targetRefs").isPopulated()
                        || spec.field("targetRef").isPopulated())) {
            all.add(
                    new Refused(
                            "selector and targetRefs exclude each other", spec.field("selector")));
        }
        switch (kind) {
            case "PeerAuthentication" -> peerAuthentication(spec, all);
            case "AuthorizationPolicy" -> authorizationPolicy(spec, all);
            case "DestinationRule" -> destinationRule(spec, all);
            case "ServiceEntry" -> serviceEntry(spec, all);
            case "Gateway" -> gateway(spec, all);
            default -> {}
        }
        return all;
    }

    private static void peerAuthentication(Node spec, List<Refused> all) {
        if (spec.field("portLevelMtls").isPopulated()
                && !spec.at("selector", "matchLabels").isPopulated()) {
            all.add(new Refused("portLevelMtls needs a selector", spec.field("portLevelMtls")));
        }
    }

    private static void destinationRule(Node spec, List<Refused> all) {
        locality(spec.field("trafficPolicy"), all);
        spec.field("subsets").items().forEach(s -> locality(s.field("trafficPolicy"), all));
    }

    private static void locality(Node policy, List<Refused> all) {
        policy.field("portLevelSettings").items().forEach(p -> locality(p, all));
        Node setting = policy.at("loadBalancer", "localityLbSetting");
        if (setting.field("distribute").isPopulated() && setting.field("failover").isPopulated()) {
            all.add(new Refused("distribute and failover exclude each other", setting));
        }
    }

    private static void serviceEntry(Node spec, List<Refused> all) {
        if (spec.field("endpoints").isPopulated() && spec.field("workloadSelector").isPopulated()) {
            all.add(
                    new Refused(
                            "endpoints and workloadSelector exclude each other",
                            spec.field("workloadSelector")));
        }
        distinctNames(spec.field("ports").items().stream().map(p -> p.field("name")).toList(), all);
    }

    private static void gateway(Node spec, List<Refused> all) {
        for (Node server : spec.field("servers").items()) {
            String protocol = server.at("port", "protocol").text().toUpperCase(Locale.ROOT);
            boolean encrypted = protocol.equals("HTTPS") || protocol.equals("TLS");
            if (encrypted && !server.field("tls").isObject()) {
                all.add(new Refused("a server of protocol " + protocol + " needs tls", server));
            }
        }
        distinctNames(
                spec.field("servers").items().stream().map(s -> s.at("port", "name")).toList(),
                all);
    }

    private static void distinctNames(List<Node> names, List<Refused> all) {
        Set<String> seen = new HashSet<>();
        for (Node name : names) {
            if (name.isPopulated() && !seen.add(name.text())) {
                all.add(new Refused("port name " + name.text() + " stands twice", name));
            }
        }
    }

    private static void authorizationPolicy(Node spec, List<Refused> all) {
        boolean custom = spec.field("action").is("CUSTOM");
        if (spec.field("provider").isPopulated() && !custom) {
            all.add(new Refused("provider needs action CUSTOM", spec.field("provider")));
        }
        for (Node rule : spec.field("rules").items()) {
            for (Node from : rule.field("from").items()) {
                source(from, custom, all);
            }
            for (Node to : rule.field("to").items()) {
                if (saysNothing(to.field("operation"))) {
                    all.add(new Refused("a to entry without an operation", to));
                }
            }
            for (Node when : rule.field("when").items()) {
                String key = when.field("key").text();
                boolean identity =
                        key.startsWith("request.auth.")
                                || (key.startsWith("source.") && !key.equals("source.ip"));
                if (custom && identity) {
                    all.add(
                            new Refused(
                                    "action CUSTOM knows no caller yet, so "
                                            + key
                                            + " cannot be matched",
                                    when));
                }
            }
        }
    }

    /** Absent, or with empty lists alone. */
    private static boolean saysNothing(Node block) {
        return block.members().stream().noneMatch(m -> m.node().isPopulated());
    }

    private static void source(Node from, boolean custom, List<Refused> all) {
        Node source = from.field("source");
        if (saysNothing(source)) {
            all.add(new Refused("a from entry without a source", from));
        }
        for (String prefix : List.of("serviceAccounts", "notServiceAccounts")) {
            boolean beside =
                    List.of("principals", "notPrincipals", "namespaces", "notNamespaces").stream()
                            .anyMatch(f -> source.field(f).isPopulated());
            if (source.field(prefix).isPopulated() && beside) {
                all.add(
                        new Refused(
                                "serviceAccounts exclude principals and namespaces",
                                source.field(prefix)));
            }
        }
        if (custom) {
            for (String field : IDENTITIES) {
                if (source.field(field).isPopulated()) {
                    all.add(
                            new Refused(
                                    "action CUSTOM knows no caller yet, so "
                                            + field
                                            + " cannot be matched",
                                    source.field(field)));
                }
            }
        }
    }
}
