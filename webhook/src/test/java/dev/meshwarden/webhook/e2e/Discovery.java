package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an API server serves, asked once.
 *
 * @param resources by {@code group/version/Kind}, the core group's name empty
 * @param versions by group, the preferred one first
 */
record Discovery(Map<String, Resource> resources, Map<String, List<String>> versions) {
    Discovery {
        resources = Map.copyOf(resources);
        versions = Map.copyOf(versions);
    }

    record Resource(String plural, boolean namespaced) {}

    static Discovery of(Api api) throws IOException, InterruptedException {
        Map<String, Resource> resources = new TreeMap<>();
        Map<String, List<String>> versions = new TreeMap<>();
        versions.put("", List.of("v1"));
        read(api, "/api/v1", "/v1/", resources);
        for (JsonNode group : api.get("/apis").orFail().body().path("groups")) {
            String name = group.path("name").asText();
            List<String> served = new ArrayList<>();
            for (JsonNode version : group.path("versions")) {
                String v = version.path("version").asText();
                served.add(v);
                read(api, "/apis/" + name + "/" + v, name + "/" + v + "/", resources);
            }
            versions.put(name, List.copyOf(served));
        }
        return new Discovery(resources, versions);
    }

    private static void read(Api api, String path, String prefix, Map<String, Resource> into)
            throws IOException, InterruptedException {
        for (JsonNode resource : api.get(path).orFail().body().path("resources")) {
            String plural = resource.path("name").asText();
            if (!plural.contains("/")) {
                into.put(
                        prefix + resource.path("kind").asText(),
                        new Resource(plural, resource.path("namespaced").asBoolean()));
            }
        }
    }

    /** Where objects of a kind are created; empty when it is not served. */
    Optional<String> collection(String apiVersion, String kind, String namespace) {
        String group = group(apiVersion);
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        return Optional.ofNullable(resources.get(group + "/" + version + "/" + kind))
                .map(r ->
                        (group.isEmpty() ? "/api/" : "/apis/" + group + "/")
                                + version
                                + (r.namespaced() ? "/namespaces/" + namespace : "")
                                + "/"
                                + r.plural());
    }

    /** Every apiVersion that serves the kind. */
    List<String> apiVersions(String apiVersion, String kind) {
        String group = group(apiVersion);
        return versions.getOrDefault(group, List.of()).stream()
                .filter(v -> resources.containsKey(group + "/" + v + "/" + kind))
                .map(v -> group.isEmpty() ? v : group + "/" + v)
                .toList();
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
