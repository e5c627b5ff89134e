package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** What {@code meshwarden manifests} prints is taken by a real API server: every document, by server-side dry run, without a warning. */
@ExtendWith(EndToEnd.class)
final class T38Manifests {
    private static final String NAMESPACE = "t38-guard";

    /** A dry run stores no namespace for what follows it to lie in. */
    @BeforeAll
    static void namespace(Cluster cluster) throws Exception {
        assumeTrue(Kubectl.isInstalled(), "T38: SKIPPED, no kubectl");
        String namespace = printed("--overlay", "base").documents().getFirst();
        cluster.kubectl().run(namespace, "apply", "--server-side", "-f", "-").orFail();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--overlay base",
                "--overlay dev",
                "--overlay ha",
                "--external",
                "--observe --api-server-cidr 10.0.0.0/28 --metrics-namespace monitoring"
            })
    void everyDocumentIsTakenWithoutAWarning(String options, Cluster cluster) throws Exception {
        Manifests manifests = printed(options.split(" "));

        Kubectl.Ran ran =
                cluster.kubectl()
                        .run(
                                manifests.yaml(),
                                "apply",
                                "--server-side",
                                "--force-conflicts",
                                "--dry-run=server",
                                "-f",
                                "-");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .hasSize(manifests.documents().size())
                .allMatch(line -> line.endsWith("serverside-applied (server dry run)"));
    }

    @Test
    void aReplicaIsAdmittedUnderTheRestrictedStandard(Cluster cluster) throws Exception {
        JsonNode set = printed("--overlay", "ha").objects().getLast();
        ObjectNode pod = Api.JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.set("metadata", set.at("/spec/template/metadata"));
        ObjectNode spec = set.at("/spec/template/spec").deepCopy();
        spec.withArray("volumes").addObject().put("name", "data").putObject("emptyDir");
        pod.set("spec", spec);
        pod.withObject("/metadata").put("name", "meshwarden-0");
        String path = "/api/v1/namespaces/" + NAMESPACE + "/pods?dryRun=All";

        assertThat(cluster.admin().post(path, pod.toString()).orFail().warnings()).isEmpty();

        ((ObjectNode) spec.at("/containers/0/securityContext")).put("runAsUser", 0);
        spec.withObject("/securityContext").put("runAsNonRoot", false);
        assertThat(cluster.admin().post(path, pod.toString()).message())
                .as("the standard is enforced there")
                .contains("PodSecurity")
                .contains("runAsNonRoot");
    }

    private static Manifests printed(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("--namespace", NAMESPACE));
        words.addAll(List.of(options));
        return Manifests.printed(words.toArray(String[]::new));
    }
}
