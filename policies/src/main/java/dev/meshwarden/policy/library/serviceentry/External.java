package dev.meshwarden.policy.library.serviceentry;

import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.rule.Question;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What both rules about external services ask of a ServiceEntry and of the DestinationRules for its hosts. */
final class External {
    private final Subject subject;
    private final Optional<MeshView> mesh;

    External(Question question) {
        this.subject = new Subject(question);
        this.mesh = question.mesh();
    }

    Subject subject() {
        return subject;
    }

    /** Whether the entry is outside the mesh: declared so, or not declared at all. */
    boolean isExternal() {
        Node location = subject.spec().field("location");
        return !location.isPopulated() || location.is("MESH_EXTERNAL");
    }

    List<Node> hosts() {
        return subject.spec().field("hosts").items();
    }

    /** What a message adds where no DestinationRule could be looked up. */
    String withoutRules() {
        return mesh.isEmpty() ? "; no DestinationRule was given" : "";
    }

    /** TLS modes that the DestinationRules in force for a host set, for one port and for all. */
    List<String> tlsModes(String host, String port) {
        List<String> modes = new ArrayList<>();
        for (Node rule : inForce(host)) {
            Node policy = rule.field("spec").field("trafficPolicy");
            Node tls = policy.field("tls");
            for (Node level : policy.field("portLevelSettings").items()) {
                if (level.at("port", "number").value().toString().equals(port)) {
                    tls = level.field("tls");
                }
            }
            if (tls.isObject()) {
                boolean written = tls.field("mode").isPopulated() && !isIgnored(rule, tls);
                modes.add(written ? tls.field("mode").text() : "DISABLE");
            }
        }
        return modes;
    }

    /**
     * The rules of the entry's own namespace or, where it has none for the host, those that the root namespace exports to it; of
     * several that cover the host, the most specific. Rules of other namespaces are dead configuration.
     */
    private List<Node> inForce(String host) {
        List<Node> rules =
                mesh.stream()
                        .flatMap(m -> m.all("networking.istio.io", "DestinationRule").stream())
                        .map(Node::of)
                        .filter(r -> matches(host(r), host))
                        .toList();
        List<Node> own = rules.stream().filter(r -> isOf(r, subject.namespace())).toList();
        String root = subject.setting("rootNamespace", "istio-system");
        List<Node> counting =
                own.isEmpty()
                        ? rules.stream().filter(r -> isOf(r, root) && isExportedHere(r)).toList()
                        : own;
        int best = counting.stream().mapToInt(r -> specificity(host(r))).max().orElse(0);
        return counting.stream().filter(r -> specificity(host(r)) == best).toList();
    }

    private static String host(Node rule) {
        return rule.at("spec", "host").text();
    }

    private static boolean isOf(Node rule, String namespace) {
        return rule.at("metadata", "namespace").is(namespace);
    }

    private boolean isExportedHere(Node rule) {
        List<Node> to = rule.at("spec", "exportTo").items();
        return to.isEmpty() || to.stream().anyMatch(t -> t.is("*") || t.is(subject.namespace()));
    }

    private static int specificity(String pattern) {
        return pattern.startsWith("*") ? pattern.length() : Integer.MAX_VALUE;
    }

    /** Sidecars ignore a credentialName and send plaintext (MW-TLS-004); gateways and selected workloads read it. */
    private boolean isIgnored(Node rule, Node tls) {
        String credential = tls.field("credentialName").text();
        return !credential.isEmpty()
                && !credential.startsWith("configmap://")
                && !rule.at("spec", "workloadSelector").isPopulated()
                && subject.settings("gatewayAdminNamespaces").stream()
                        .noneMatch(n -> isOf(rule, n));
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }
}
