package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.suite.VerdictFixture;
import dev.meshwarden.policy.suite.VerdictFixture.ApiServer;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Sends one fixture to the API server as its user would: what stands before it is created by a builder whom the webhook is not asked
 * about, and taken away afterwards.
 */
final class FixtureAtTheGate {
    private final VerdictFixture fixture;
    private final Cluster cluster;
    private final Discovery discovery;
    private final MeshwardenProcess meshwarden;
    private final Api builder;
    private final Api sender;

    FixtureAtTheGate(
            VerdictFixture fixture,
            Cluster cluster,
            Discovery discovery,
            MeshwardenProcess meshwarden) {
        this.fixture = fixture;
        this.cluster = cluster;
        this.discovery = discovery;
        this.meshwarden = meshwarden;
        this.builder = cluster.as(HandMade.BUILDER, "system:masters");
        this.sender =
                fixture.review()
                        .user()
                        .map(u -> cluster.admin().actingAs(u.name(), u.groups()))
                        .orElseGet(cluster::alice);
    }

    /**
     * What came of it.
     *
     * @param how what the API server did with the object before it asked us
     * @param asked the object that a webhook sees, before ours changes anything; empty where there is none
     * @param record our record of the decision; missing when we were not asked
     */
    record Seen(ApiServer how, Api.Answer answer, Optional<JsonNode> asked, JsonNode record) {}

    /** Sends it in its own version, for real. */
    Seen send() throws Exception {
        Review review = fixture.review();
        Obj subject = review.subject();
        return send(text(subject, "apiVersion"), false);
    }

    /** Every other version that its kind is served in. */
    List<String> otherVersions() {
        Obj subject = fixture.review().subject();
        String own = text(subject, "apiVersion");
        return discovery.apiVersions(own, text(subject, "kind")).stream()
                .filter(v -> !v.equals(own))
                .toList();
    }

    Seen send(String apiVersion, boolean dryRun) throws Exception {
        Review review = fixture.review();
        String namespace = namespace();
        Optional<String> collection =
                discovery.collection(apiVersion, text(review.subject(), "kind"), namespace);
        String path =
                collection.orElseGet(() ->
                        "/apis/"
                                + apiVersion
                                + "/namespaces/"
                                + namespace
                                + "/"
                                + text(review.subject(), "kind").toLowerCase(java.util.Locale.ROOT)
                                + "s");
        if (!isNamespace()) {
            cluster.namespace(namespace);
        }
        ObjectNode object = json(review.subject(), apiVersion);
        String name = object.path("metadata").path("name").asText();
        String item = path + "/" + name;
        Optional<ObjectNode> old = review.oldObject().map(o -> json(o, apiVersion));
        if (old.isPresent()) {
            JsonNode stored = builder.post(path, old.get().toString()).orFail().body();
            ((ObjectNode) object.path("metadata"))
                    .set("resourceVersion", stored.path("metadata").path("resourceVersion"));
        }
        try {
            Optional<JsonNode> asked = seen(review.operation(), path, item, object);
            int before = meshwarden.decisions("validate", namespace, name).size();
            Api.Answer answer = ask(review.operation(), path, item, object, dryRun);
            List<JsonNode> decisions = meshwarden.decisions("validate", namespace, name);
            JsonNode record =
                    decisions.size() > before
                            ? decisions.getLast()
                            : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
            ((ObjectNode) object.path("metadata")).remove("resourceVersion");
            return new Seen(how(collection, object, asked, answer, record), answer, asked, record);
        } finally {
            if (collection.isPresent()) {
                builder.delete(item);
            }
            if (isNamespace()) {
                emptied(item, name);
            }
        }
    }

    /** No controller runs here that would end a namespace's deletion. */
    private void emptied(String item, String name) throws IOException, InterruptedException {
        builder.put(
                item + "/finalize",
                """
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s"},"spec":{"finalizers":[]}}\
                """
                        .formatted(name));
    }

    private Api.Answer ask(
            Operation operation, String path, String item, ObjectNode object, boolean dryRun)
            throws IOException, InterruptedException {
        String query = dryRun ? "?dryRun=All" : "";
        return switch (operation) {
            case CREATE -> sender.post(path + query, object.toString());
            case UPDATE -> sender.put(item + query, object.toString());
            case DELETE -> sender.delete(item + query);
            case CONNECT -> throw new IllegalStateException("bug: no fixture connects");
        };
    }

    /** The object as the API server has decoded it: a dry run in the builder's name. */
    private Optional<JsonNode> seen(
            Operation operation, String path, String item, ObjectNode object)
            throws IOException, InterruptedException {
        Api.Answer answer =
                switch (operation) {
                    case CREATE -> builder.post(path + "?dryRun=All", object.toString());
                    case UPDATE -> builder.put(item + "?dryRun=All", object.toString());
                    case DELETE -> builder.get(item);
                    case CONNECT -> throw new IllegalStateException("bug: no fixture connects");
                };
        return answer.isOk() ? Optional.of(answer.body()) : Optional.empty();
    }

    private ApiServer how(
            Optional<String> collection,
            ObjectNode sent,
            Optional<JsonNode> asked,
            Api.Answer answer,
            JsonNode record) {
        if (collection.isEmpty() && answer.code() == 404) {
            return ApiServer.NOT_SERVED;
        }
        if (record.isMissingNode()) {
            return answer.isOk() ? ApiServer.NOT_REGISTERED : ApiServer.REFUSED_BY_SCHEMA;
        }
        if (asked.isPresent() && !lost(sent, asked.get(), "").isEmpty()) {
            return ApiServer.PRUNED;
        }
        return fixture.mesh().isPresent() ? ApiServer.WITHOUT_CONTEXT : ApiServer.SAME;
    }

    /** Paths of what was sent and is not there any more. */
    private static List<String> lost(JsonNode sent, JsonNode kept, String at) {
        List<String> paths = new ArrayList<>();
        if (sent.isObject()) {
            Iterator<String> names = sent.fieldNames();
            while (names.hasNext()) {
                String name = names.next();
                if (sent.path(name).isNull()) {
                    continue;
                }
                if (kept.has(name)) {
                    paths.addAll(lost(sent.path(name), kept.path(name), at + "/" + name));
                } else {
                    paths.add(at + "/" + name);
                }
            }
        } else if (sent.isArray()) {
            for (int i = 0; i < sent.size() && i < kept.size(); i++) {
                paths.addAll(lost(sent.path(i), kept.path(i), at + "/" + i));
            }
        }
        return paths;
    }

    private boolean isNamespace() {
        return text(fixture.review().subject(), "kind").equals("Namespace");
    }

    /** The API server sends a Namespace as one in itself. */
    private String namespace() {
        Review review = fixture.review();
        String written = isNamespace() ? review.name() : review.namespace();
        return written.isEmpty() ? "default" : written;
    }

    private ObjectNode json(Obj object, String apiVersion) {
        try {
            var node = (ObjectNode) Api.JSON.readTree(JsonWriter.toJson(object));
            node.put("apiVersion", apiVersion);
            return node;
        } catch (IOException e) {
            throw new IllegalStateException("bug: our own JSON", e);
        }
    }

    private static String text(Obj object, String key) {
        return Review.at(object, key) instanceof dev.meshwarden.rego.value.Str s ? s.text() : "";
    }
}
