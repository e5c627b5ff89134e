package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.fabric8.kubernetes.client.utils.Serialization;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code meshwarden manifests} prints, by the program itself as a person runs it. */
record Manifests(String yaml) {
    static Manifests printed(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("manifests"));
        words.addAll(List.of(options));
        Process process =
                new ProcessBuilder(MeshwardenProcess.command(words.toArray(String[]::new)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return new Manifests(out);
    }

    List<String> documents() {
        List<String> documents = new ArrayList<>(List.of(yaml.split("(?m)^---\n")));
        documents.removeIf(String::isBlank);
        return documents;
    }

    List<JsonNode> objects() {
        return documents().stream()
                .map(document -> Serialization.unmarshal(document, Map.class))
                .map(Api.JSON::<JsonNode>valueToTree)
                .toList();
    }

    /** The documents of these kinds, for kubectl. */
    String of(String... kinds) {
        var text = new StringBuilder();
        for (String document : documents()) {
            for (String kind : kinds) {
                if (document.contains("\nkind: \"" + kind + "\"\n")) {
                    text.append("---\n").append(document);
                }
            }
        }
        return text.toString();
    }
}
