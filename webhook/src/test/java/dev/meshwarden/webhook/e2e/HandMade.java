package dev.meshwarden.webhook.e2e;

import java.util.List;

/**
 * Webhook configurations written by hand, for what a managed registration would not do: entries of one's own choice, another address,
 * another policy on failure.
 */
final class HandMade {
    static final String VALIDATING =
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
    private static final String MUTATING =
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";

    private HandMade() {}

    /** How the API server reaches the process. */
    sealed interface Way {
        /** The field of a client configuration that says so. */
        default String target(String path) {
            return switch (this) {
                case Service(var service) ->
                        """
                        "service":{"namespace":"%s","name":"%s","path":"%s","port":%d}\
                        """
                                .formatted(Cluster.SYSTEM, service, path, Ports.SERVICE);
                case Url(var base) -> "\"url\":\"" + base + path + "\"";
            };
        }

        /** A: through a Service, by its name. */
        record Service(String name) implements Way {}

        /** C: by a URL. */
        record Url(String base) implements Way {}
    }

    /** What an entry is asked about. */
    enum Scope {
        SECURITY(
                "security",
                """
                {"apiGroups":["security.istio.io","extensions.istio.io"],"apiVersions":["*"],"resources":["*"],\
                "operations":["CREATE","UPDATE","DELETE"]},
                {"apiGroups":["networking.istio.io"],"apiVersions":["*"],"resources":["envoyfilters"],\
                "operations":["CREATE","UPDATE","DELETE"]}\
                """),
        TRAFFIC(
                "traffic",
                """
                {"apiGroups":["networking.istio.io","telemetry.istio.io","gateway.networking.k8s.io"],\
                "apiVersions":["*"],"resources":["*"],"operations":["CREATE","UPDATE","DELETE"]}\
                """),
        WORKLOADS(
                "workloads",
                """
                {"apiGroups":["apps","batch"],"apiVersions":["*"],\
                "resources":["deployments","statefulsets","daemonsets","jobs","cronjobs"],\
                "operations":["CREATE","UPDATE"]}\
                """),
        NAMESPACES(
                "namespace-guard",
                """
                {"apiGroups":[""],"apiVersions":["*"],"resources":["namespaces"],"operations":["CREATE","UPDATE"]}\
                """),
        MESH_CONFIG(
                "mesh-config",
                """
                {"apiGroups":[""],"apiVersions":["*"],"resources":["configmaps"],\
                "operations":["CREATE","UPDATE","DELETE"]}\
                """);

        private final String entry;
        private final String rules;

        Scope(String entry, String rules) {
            this.entry = entry;
            this.rules = rules;
        }
    }

    /**
     * One entry.
     *
     * @param failurePolicy {@code Fail} or {@code Ignore}
     */
    record Entry(Scope scope, String failurePolicy, int timeoutSeconds) {}

    /** The validating entries. */
    static void validating(Api admin, Way way, String caBundle, List<Entry> entries)
            throws Exception {
        String hooks =
                String.join(
                        ",",
                        entries.stream()
                                .map(e -> hook(e, "/validate/", way, caBundle, "", conditions(e)))
                                .toList());
        put(admin, VALIDATING, configuration("ValidatingWebhookConfiguration", "e2e", hooks));
    }

    /** Whom the entries never ask about: tests furnish the cluster in this name. */
    static final String BUILDER = "e2e-builder";

    private static final String NOT_BUILDER =
            """
            {"name":"not-builder","expression":"request.userInfo.username != '%s'"}\
            """
                    .formatted(BUILDER);

    /** Envoy filters are the security entry's alone; of the ConfigMaps one name counts. */
    private static String conditions(Entry entry) {
        String more =
                switch (entry.scope()) {
                    case SECURITY, WORKLOADS, NAMESPACES -> "";
                    case TRAFFIC ->
                            ",{\"name\":\"not-envoyfilters\",\"expression\":\"request.resource.resource"
                                + " != 'envoyfilters'\"}";
                    case MESH_CONFIG ->
                            ",{\"name\":\"mesh-config\",\"expression\":\"request.namespace =="
                                    + " 'istio-system' && request.name == 'istio'\"}";
                };
        return ",\"matchConditions\":[" + NOT_BUILDER + more + "]";
    }

    /** The mutating entry, of all of Istio's kinds. */
    static void mutating(Api admin, Way way, String caBundle) throws Exception {
        String rules =
                """
                {"apiGroups":["security.istio.io","networking.istio.io","telemetry.istio.io"],"apiVersions":["*"],\
                "resources":["*"],"operations":["CREATE","UPDATE"]}\
                """;
        String hook =
                hook(
                        "istio",
                        rules,
                        "Ignore",
                        3,
                        "/mutate/",
                        way,
                        caBundle,
                        ",\"reinvocationPolicy\":\"IfNeeded\"",
                        ",\"matchConditions\":[" + NOT_BUILDER + "]");
        put(admin, MUTATING, configuration("MutatingWebhookConfiguration", "e2e-mutate", hook));
    }

    /** Takes both configurations away. */
    static void remove(Api admin) throws Exception {
        admin.delete(VALIDATING + "/e2e");
        admin.delete(MUTATING + "/e2e-mutate");
    }

    /**
     * Waits until the API server asks about a kind: it learns of configurations by a watch, some time after they are stored.
     *
     * @param object JSON of something that is refused
     */
    static void awaitInForce(Api api, String path, String object) throws Exception {
        Eventually.value(
                "the API server asks the webhook",
                java.time.Duration.ofSeconds(20),
                () -> {
                    var answer = api.post(path + "?dryRun=All", object);
                    return answer.code() == 403 && answer.message().contains("denied the request")
                            ? new Eventually.Look.Found<>(true)
                            : new Eventually.Look.NotYet<>(answer.code() + " " + answer.message());
                });
    }

    private static void put(Api admin, String path, String body) throws Exception {
        String name = Api.JSON.readTree(body).path("metadata").path("name").asText();
        admin.delete(path + "/" + name);
        admin.post(path, body).orFail();
    }

    private static String configuration(String kind, String name, String hooks) {
        return """
        {"apiVersion":"admissionregistration.k8s.io/v1","kind":"%s","metadata":{"name":"%s"},"webhooks":[%s]}\
        """
                .formatted(kind, name, hooks);
    }

    private static String hook(
            Entry entry, String top, Way way, String caBundle, String more, String conditions) {
        return hook(
                entry.scope().entry,
                entry.scope().rules,
                entry.failurePolicy(),
                entry.timeoutSeconds(),
                top,
                way,
                caBundle,
                more,
                conditions);
    }

    private static String hook(
            String name,
            String rules,
            String failurePolicy,
            int timeoutSeconds,
            String top,
            Way way,
            String caBundle,
            String more,
            String conditions) {
        return """
        {"name":"%s.e2e.meshwarden.io","admissionReviewVersions":["v1"],"sideEffects":"NoneOnDryRun",
         "matchPolicy":"Equivalent","failurePolicy":"%s","timeoutSeconds":%d,
         "namespaceSelector":{"matchExpressions":[{"key":"kubernetes.io/metadata.name","operator":"NotIn",
           "values":["kube-system","kube-public","kube-node-lease","meshwarden-system"]}]},
         "clientConfig":{"caBundle":"%s",%s},"rules":[%s]%s%s}\
        """
                .formatted(
                        name,
                        failurePolicy,
                        timeoutSeconds,
                        caBundle,
                        way.target(top + name),
                        rules,
                        more,
                        conditions);
    }
}
