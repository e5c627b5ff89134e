package dev.meshwarden.webhook.kube.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The folder {@code manifests/}: what {@code meshwarden manifests} prints for {@code --overlay base}, cut into files, and what the other
 * overlays have otherwise, as kustomize's patches.
 */
final class ManifestFolder {
    static final String IMAGE = "meshwarden:0.1.0";
    private static final String WRITTEN =
            "# Written by `meshwarden manifests`; a test holds it so.\n";
    private static final Map<String, String> FILES =
            Map.ofEntries(
                    Map.entry("Namespace", "namespace.yaml"),
                    Map.entry("ServiceAccount", "access.yaml"),
                    Map.entry("ClusterRole", "access.yaml"),
                    Map.entry("ClusterRoleBinding", "access.yaml"),
                    Map.entry("Role", "access.yaml"),
                    Map.entry("RoleBinding", "access.yaml"),
                    Map.entry("ConfigMap", "config.yaml"),
                    Map.entry("Service", "network.yaml"),
                    Map.entry("NetworkPolicy", "network.yaml"),
                    Map.entry("PodDisruptionBudget", "workload.yaml"),
                    Map.entry("ResourceQuota", "workload.yaml"),
                    Map.entry("StatefulSet", "workload.yaml"));

    private ManifestFolder() {}

    /** Path below {@code manifests/} to text. */
    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        List<Map<String, Object>> base = objects(Overlay.BASE);
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map<String, Object> object : base) {
            texts.merge(FILES.get(kind(object)), yaml(object), String::concat);
        }
        texts.forEach((name, text) -> files.put("base/" + name, text));
        files.put(
                "base/kustomization.yaml", kustomization("resources", List.copyOf(texts.keySet())));
        var monitoring = new StringBuilder();
        for (HasMetadata object : Monitoring.of(options(Overlay.BASE))) {
            monitoring.append(Serialization.asYaml(object));
        }
        files.put("monitoring/prometheus.yaml", monitoring.toString());
        files.put(
                "monitoring/kustomization.yaml",
                kustomization("resources", List.of("prometheus.yaml")));
        for (Overlay overlay : List.of(Overlay.DEV, Overlay.HA)) {
            String folder = "overlays/" + overlay.name().toLowerCase(java.util.Locale.ROOT) + "/";
            overlay(base, objects(overlay)).forEach((name, text) -> files.put(folder + name, text));
        }
        return files;
    }

    static List<Map<String, Object>> objects(Overlay overlay) {
        return objects(Installation.of(options(overlay)).yaml());
    }

    static InstallOptions options(Overlay overlay) {
        return new InstallOptions(
                "meshwarden-system",
                IMAGE,
                overlay,
                InstallOptions.Registration.MANAGED,
                "baseline",
                false,
                List.of(),
                List.of());
    }

    /** The documents of a YAML text. */
    static List<Map<String, Object>> objects(String yaml) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (String document : yaml.split("(?m)^---\n")) {
            if (!document.isBlank()) {
                Map<?, ?> read = Serialization.unmarshal(document, Map.class);
                Map<String, Object> object = new LinkedHashMap<>();
                read.forEach((key, value) -> object.put(String.valueOf(key), value));
                objects.add(object);
            }
        }
        return objects;
    }

    /** Kind, namespace and name. */
    static String identity(Map<String, Object> object) {
        Map<?, ?> metadata = (Map<?, ?>) Objects.requireNonNull(object.get("metadata"));
        return kind(object) + " " + metadata.get("namespace") + "/" + metadata.get("name");
    }

    private static Map<String, String> overlay(
            List<Map<String, Object>> base, List<Map<String, Object>> wanted) {
        Map<String, Map<String, Object>> standing = new TreeMap<>();
        base.forEach(object -> standing.put(identity(object), object));
        var more = new StringBuilder();
        var patches = new StringBuilder();
        for (Map<String, Object> object : wanted) {
            Map<String, Object> before = standing.get(identity(object));
            if (before == null) {
                more.append(yaml(object));
            } else if (!before.equals(object)) {
                patches.append(yaml(patch(before, object)));
            }
        }
        Map<String, String> files = new TreeMap<>();
        List<String> resources = new ArrayList<>(List.of("../../base"));
        if (!more.isEmpty()) {
            files.put("more.yaml", more.toString());
            resources.add("more.yaml");
        }
        files.put("patches.yaml", patches.toString());
        files.put(
                "kustomization.yaml",
                kustomization("resources", resources) + "patches:\n- path: patches.yaml\n");
        return files;
    }

    private static Map<String, Object> patch(
            Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("apiVersion", after.get("apiVersion"));
        patch.put("kind", after.get("kind"));
        Map<?, ?> metadata = (Map<?, ?>) Objects.requireNonNull(after.get("metadata"));
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", metadata.get("name"));
        named.put("namespace", metadata.get("namespace"));
        patch.put("metadata", named);
        difference(before, after)
                .forEach((key, value) -> {
                    if (!key.equals("metadata")) {
                        patch.put(key, value);
                    }
                });
        return patch;
    }

    /** What differs, down to the keys; a list of named items by name, any other list whole. */
    private static Map<String, Object> difference(Map<?, ?> before, Map<?, ?> after) {
        Map<String, Object> changed = new LinkedHashMap<>();
        after.forEach((key, value) -> {
            Object old = before.get(key);
            if (!value.equals(old)) {
                changed.put(String.valueOf(key), old == null ? value : changed(old, value));
            }
        });
        if (!after.keySet().containsAll(before.keySet())) {
            throw new IllegalStateException("bug: an overlay takes a field away: " + before);
        }
        return changed;
    }

    private static Object changed(Object before, Object after) {
        if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> now) {
            return difference(old, now);
        }
        if (before instanceof List<?> old
                && after instanceof List<?> now
                && old.size() == 1
                && now.size() == 1
                && old.getFirst() instanceof Map<?, ?> one
                && now.getFirst() instanceof Map<?, ?> other
                && one.get("name") instanceof String name
                && name.equals(other.get("name"))) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("name", name);
            item.putAll(difference(one, other));
            return List.of(item);
        }
        return after;
    }

    private static String kustomization(String key, List<String> names) {
        var text =
                new StringBuilder(WRITTEN)
                        .append("apiVersion: kustomize.config.k8s.io/v1beta1\n")
                        .append("kind: Kustomization\n")
                        .append(key)
                        .append(":\n");
        names.forEach(name -> text.append("- ").append(name).append('\n'));
        return text.toString();
    }

    private static String yaml(Map<String, Object> object) {
        return Serialization.asYaml(object);
    }

    private static String kind(Map<String, Object> object) {
        return String.valueOf(object.get("kind"));
    }
}
