package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Istio's own CustomResourceDefinitions, read from its Go module; they never enter the repository.
 *
 * @param documents YAML, one definition each
 */
record IstioCrds(List<String> documents) {
    static final String MODULE = "istio.io/api@v1.31.4";
    private static final Pattern NAME =
            Pattern.compile("^ {2}name: ([a-z.]+\\.istio\\.io)$", Pattern.MULTILINE);

    IstioCrds {
        documents = List.copyOf(documents);
    }

    /** From the folder that {@code MESHWARDEN_E2E_ISTIO_API} names, else from the module cache. */
    static IstioCrds load() throws IOException, InterruptedException {
        String named = System.getenv().getOrDefault("MESHWARDEN_E2E_ISTIO_API", "");
        Path module = named.isEmpty() ? GoTool.module(MODULE) : Path.of(named);
        String all =
                Files.readString(module.resolve("kubernetes/customresourcedefinitions.gen.yaml"));
        List<String> documents = new ArrayList<>();
        for (String document : all.split("(?m)^---\\s*$")) {
            if (document.contains("kind: CustomResourceDefinition")) {
                documents.add(document);
            }
        }
        return new IstioCrds(documents);
    }

    /** Applies all and waits until every kind is served. */
    void install(Api admin) throws Exception {
        for (String document : documents) {
            admin.apply(path(name(document)), document).orFail();
        }
        for (String document : documents) {
            String path = path(name(document));
            Eventually.value(
                    name(document) + " is established",
                    Duration.ofSeconds(30),
                    () -> {
                        var conditions = admin.get(path).body().path("status").path("conditions");
                        for (var condition : conditions) {
                            if (condition.path("type").asText().equals("Established")
                                    && condition.path("status").asText().equals("True")) {
                                return new Eventually.Look.Found<>(true);
                            }
                        }
                        return new Eventually.Look.NotYet<>(conditions.toString());
                    });
        }
        if (documents.isEmpty()) {
            return;
        }
        Eventually.holds(
                "Istio's kinds are served",
                Duration.ofSeconds(30),
                () ->
                        admin.get("/apis/security.istio.io/v1/peerauthentications").isOk()
                                && admin.get("/apis/networking.istio.io/v1/sidecars").isOk()
                                && admin.get("/apis/telemetry.istio.io/v1/telemetries").isOk());
    }

    private static String path(String name) {
        return "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name;
    }

    private static String name(String document) {
        Matcher matcher = NAME.matcher(document);
        if (!matcher.find()) {
            throw new IllegalStateException("bug: a definition without a name");
        }
        return matcher.group(1);
    }
}
