package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rights that manifests give, one verb on one resource each, held against what an API server saw.
 *
 * @param all in the order of the manifests
 */
record RenderedRights(List<Right> all) {

    /**
     * One right.
     *
     * @param namespace where it holds; empty for the whole cluster
     * @param names of the objects; empty for any
     */
    record Right(String namespace, String verb, String group, String resource, Set<String> names) {
        boolean allows(Call call) {
            return verb.equals(call.verb())
                    && group.equals(call.group())
                    && resource.equals(call.resource())
                    && (namespace.isEmpty() || namespace.equals(call.namespace()))
                    && (names.isEmpty() || names.contains(call.name()));
        }
    }

    /**
     * One thing that was asked of an API server.
     *
     * @param name of the object; of a list or watch the one that its field selector names
     */
    record Call(String namespace, String verb, String group, String resource, String name) {}

    /** The rights in the roles among these objects. */
    static RenderedRights of(List<JsonNode> objects) {
        List<Right> rights = new ArrayList<>();
        for (JsonNode object : objects) {
            String kind = object.path("kind").asText();
            if (kind.equals("Role") || kind.equals("ClusterRole")) {
                String namespace = object.at("/metadata/namespace").asText("");
                object.path("rules").forEach(rule -> add(rights, namespace, rule));
            }
        }
        return new RenderedRights(List.copyOf(rights));
    }

    private static void add(List<Right> rights, String namespace, JsonNode rule) {
        for (String group : texts(rule.path("apiGroups"))) {
            for (String resource : texts(rule.path("resources"))) {
                for (String verb : texts(rule.path("verbs"))) {
                    rights.add(
                            new Right(
                                    namespace,
                                    verb,
                                    group,
                                    resource,
                                    texts(rule.path("resourceNames"))));
                }
            }
        }
    }

    /** Calls that no right allows. */
    List<Call> missing(List<Call> calls) {
        return calls.stream()
                .filter(call -> all.stream().noneMatch(right -> right.allows(call)))
                .distinct()
                .toList();
    }

    /** Rights that no call needed. */
    List<Right> unused(List<Call> calls) {
        return all.stream().filter(right -> calls.stream().noneMatch(right::allows)).toList();
    }

    /** The calls for objects that a user made, by the API server's audit events. */
    static List<Call> calls(List<JsonNode> events, String user) {
        List<Call> calls = new ArrayList<>();
        for (JsonNode event : events) {
            JsonNode object = event.path("objectRef");
            if (event.at("/user/username").asText().equals(user) && !object.isMissingNode()) {
                calls.add(
                        new Call(
                                object.path("namespace").asText(""),
                                event.path("verb").asText(),
                                object.path("apiGroup").asText(""),
                                object.path("resource").asText(),
                                name(event, object)));
            }
        }
        return calls;
    }

    private static String name(JsonNode event, JsonNode object) {
        String name = object.path("name").asText("");
        String uri = event.path("requestURI").asText();
        String selector = "fieldSelector=metadata.name%3D";
        int at = uri.indexOf(selector);
        return name.isEmpty() && at >= 0
                ? uri.substring(at + selector.length()).split("&", 2)[0]
                : name;
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new TreeSet<String>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
