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

    /** TLS modes that DestinationRules visible to the entry's namespace set for a host, for one port and for all. */
    List<String> tlsModes(String host, String port) {
        List<String> modes = new ArrayList<>();
        if (mesh.isEmpty()) {
            return modes;
        }
        for (var rule : mesh.get().all("networking.istio.io", "DestinationRule")) {
            Node spec = Node.of(rule).field("spec");
            if (matches(spec.field("host").text(), host)) {
                Node policy = spec.field("trafficPolicy");
                Node tls = policy.field("tls");
                for (Node level : policy.field("portLevelSettings").items()) {
                    if (level.at("port", "number").value().toString().equals(port)) {
                        tls = level.field("tls");
                    }
                }
                if (tls.isObject()) {
                    modes.add(
                            tls.field("mode").isPopulated() ? tls.field("mode").text() : "DISABLE");
                }
            }
        }
        return modes;
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }
}
