package dev.meshwarden.policy.mesh;

import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who has a proxy: sidecar or ambient, as Istio's injector and CNI decide from labels and annotations.
 *
 * @param mesh the cluster's objects
 * @param gatewaySelectors {@code key=value} labels of gateway pods, which follow their Gateways instead
 */
public record Enrolment(MeshView mesh, List<String> gatewaySelectors) {
    public Enrolment {
        gatewaySelectors = List.copyOf(gatewaySelectors);
    }

    /** Whether a pod or pod template of a namespace is a workload of the mesh. */
    public boolean covers(String namespace, Obj template) {
        Map<String, String> labels = labels(template);
        return !isGateway(labels) && (sidecar(namespace, template) || ambient(namespace, template));
    }

    /** Whether a namespace is enrolled by its own labels. */
    public boolean covers(String namespace) {
        Map<String, String> labels = namespaceLabels(namespace);
        String injection = labels.get("istio-injection");
        boolean sidecars =
                injection == null
                        ? labels.containsKey("istio.io/rev")
                        : injection.equals("enabled");
        return sidecars || "ambient".equals(labels.get("istio.io/dataplane-mode"));
    }

    private boolean sidecar(String namespace, Obj template) {
        Map<String, String> labels = labels(template);
        String label = labels.get("sidecar.istio.io/inject");
        String annotation = annotations(template).get("sidecar.istio.io/inject");
        if (hostNetwork(template)
                || "false".equals(label)
                || (label == null && "false".equals(annotation))) {
            return false;
        }
        Map<String, String> ofNamespace = namespaceLabels(namespace);
        String injection = ofNamespace.get("istio-injection");
        if (injection != null) {
            return injection.equals("enabled");
        }
        return ofNamespace.containsKey("istio.io/rev")
                || "true".equals(label)
                || labels.containsKey("istio.io/rev");
    }

    private boolean ambient(String namespace, Obj template) {
        Map<String, String> labels = labels(template);
        String own = labels.get("istio.io/dataplane-mode");
        boolean wanted =
                own == null
                        ? "ambient"
                                .equals(namespaceLabels(namespace).get("istio.io/dataplane-mode"))
                        : own.equals("ambient");
        return wanted && !hostNetwork(template);
    }

    private boolean isGateway(Map<String, String> labels) {
        return labels.containsKey("gateway.networking.k8s.io/gateway-name")
                || gatewaySelectors.stream()
                        .map(s -> s.split("=", 2))
                        .anyMatch(s -> s.length == 2 && s[1].equals(labels.get(s[0])));
    }

    private Map<String, String> namespaceLabels(String namespace) {
        Obj object = mesh.find("", "Namespace", "", namespace);
        return object == null ? Map.of() : labels(object);
    }

    static Map<String, String> labels(Obj object) {
        return strings(member(member(object, "metadata"), "labels"));
    }

    static Map<String, String> annotations(Obj object) {
        return strings(member(member(object, "metadata"), "annotations"));
    }

    private static boolean hostNetwork(Obj template) {
        return member(template, "spec").get("hostNetwork") == Bool.TRUE;
    }

    static Obj member(Obj object, String field) {
        return object.get(field) instanceof Obj o ? o : Obj.EMPTY;
    }

    static String text(Obj object, String field) {
        return text(object.get(field));
    }

    private static String text(@Nullable Value value) {
        return value instanceof Str s ? s.text() : "";
    }

    static Map<String, String> strings(Obj object) {
        Map<String, String> all = new TreeMap<>();
        object.forEach((k, v) -> all.put(text(k), text(v)));
        return all;
    }
}
