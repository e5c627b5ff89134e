package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CheckCommandTest {
    private static final String DISABLED =
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata:
              name: lax
              namespace: payment
            spec:
              mtls:
                mode: DISABLE
            """;

    private static final String STRICT =
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata:
              name: default
              namespace: payment
            spec:
              mtls:
                mode: STRICT
            """;

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("lax.yaml"), DISABLED);
        Files.writeString(folder.resolve("strict.yaml"), STRICT);
    }

    @Test
    void aDenialStandsAtItsLineAndColumn() throws Exception {
        Ran ran = check("", "lax.yaml");

        assertThat(ran.exit()).isEqualTo(Exit.NO);
        assertThat(ran.out())
                .contains("lax.yaml:8:5  DENY  MW-MTLS-002/a  PeerAuthentication payment/lax")
                .contains("More: meshwarden explain MW-MTLS-002")
                .contains("1 object in 1 file: 1 denied, 0 warned, 0 allowed.");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void jsonIsOneStableDocument() throws Exception {
        Ran ran = check("", "lax.yaml", "strict.yaml", "--format", "json");

        Golden.check(
                FixtureTree.fixture("cli/check.json"),
                ran.out().replaceAll("sha256:[0-9a-f]{64}", "sha256:REVISION"));
    }

    @Test
    void whatIsAllowedIsSuccess() throws Exception {
        assertThat(check("", "strict.yaml").exit()).isEqualTo(Exit.OK);
    }

    @Test
    void theStandardInputMayHoldManyDocumentsAndLists() throws Exception {
        String list =
                "apiVersion: v1\nkind: List\nitems:\n- "
                        + DISABLED.strip().replace("\n", "\n  ")
                        + "\n- "
                        + STRICT.strip().replace("\n", "\n  ")
                        + "\n---\n---\n"
                        + DISABLED;
        Ran ran = check(list, "-");

        assertThat(ran.exit()).isEqualTo(Exit.NO);
        assertThat(ran.out())
                .contains("<stdin>:11:7  DENY")
                .contains("3 objects in 1 file: 2 denied, 0 warned, 1 allowed.");
    }

    @Test
    void aFolderIsWalkedAndWhatIsNoObjectIsNoted() throws Exception {
        Files.writeString(folder.resolve("values.yaml"), "replicas: 3\n");
        Files.writeString(folder.resolve("notes.txt"), "{");
        Files.writeString(folder.resolve(".hidden.yaml"), "{");

        Ran ran = check("", ".");

        assertThat(ran.out())
                .contains("values.yaml#0: skipped: not an object with apiVersion and kind")
                .contains("2 objects in 3 files");
    }

    @Test
    void aDocumentThatCannotBeReadIsWrongInputAndTheOthersAreStillJudged() throws Exception {
        Files.writeString(folder.resolve("broken.yaml"), "a: 1\na: 2\n");

        Ran ran = check("", "broken.yaml", "strict.yaml");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.out()).contains("broken.yaml:2:1").contains("1 could not be read");
    }

    @Test
    void aMissingFileIsWrongInput() throws Exception {
        Ran ran = check("", "absent.yaml");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("absent.yaml: file_error: no such file or folder");
    }

    @Test
    void anAdmissionReviewIsJudgedAsWritten() throws Exception {
        Files.writeString(
                folder.resolve("review.json"),
                """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u",
                 "kind":{"group":"security.istio.io","version":"v1","kind":"PeerAuthentication"},
                 "resource":{"group":"security.istio.io","version":"v1","resource":"peerauthentications"},
                 "operation":"CREATE","name":"lax","namespace":"payment",
                 "object":{"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication",
                  "metadata":{"name":"lax","namespace":"payment"},
                  "spec":{"mtls":{"mode":"DISABLE"}}}}}
                """);

        Ran ran = check("", "review.json");

        assertThat(ran.exit()).isEqualTo(Exit.NO);
        assertThat(ran.out()).contains("review.json:7:19  DENY  MW-MTLS-002/a");
    }

    @Test
    void anUpdateThatLeavesAViolationAsItWasIsAWarning() throws Exception {
        Files.writeString(folder.resolve("old.yaml"), DISABLED);
        Files.writeString(
                folder.resolve("new.yaml"), DISABLED + "  selector:\n    matchLabels: {app: x}\n");

        Ran ran = check("", "lax.yaml", "--old", "old.yaml", "--format", "json");

        assertThat(ran.out()).contains("\"operation\": \"UPDATE\"");
        assertThat(ran.exit()).isEqualTo(Exit.OK);
    }

    @Test
    void failOnWarnCountsWarnings() throws Exception {
        Files.writeString(
                folder.resolve("old.yaml"),
                DISABLED.replace("name: lax", "name: lax\n  labels: {a: b}"));

        assertThat(check("", "lax.yaml", "--old", "old.yaml").exit()).isEqualTo(Exit.OK);
        assertThat(check("", "lax.yaml", "--old", "old.yaml", "--fail-on", "warn").exit())
                .isEqualTo(Exit.NO);
    }

    @Test
    void togetherTheInputsAreTheMesh() throws Exception {
        Ran alone = check("", "strict.yaml", "--format", "json");
        Ran together = check("", "strict.yaml", "--together", "--format", "json");

        assertThat(alone.out()).contains("needs-mesh");
        assertThat(together.out()).doesNotContain("needs-mesh");
    }

    @Test
    void aRepairIsShownWhenItIsAskedFor() throws Exception {
        Path repaired = FixtureTree.fixture("mtls/missing-mode-is-repaired");

        Ran ran =
                check(
                        "",
                        repaired.resolve("object.yaml").toString(),
                        "--profile",
                        repaired.resolve("profile.yaml").toString(),
                        "--mutate");

        assertThat(ran.out())
                .contains("PATCH  PeerAuthentication istio-system/default")
                .contains(
                        "{\"op\":\"add\",\"path\":\"/spec/mtls\",\"value\":{\"mode\":\"STRICT\"}}");
    }

    @Test
    void policiesOfTheUsersOwnCount() throws Exception {
        Path policies = Files.createDirectories(folder.resolve("policies"));
        Files.writeString(
                policies.resolve("off.yaml"),
                """
                apiVersion: policy.meshwarden.io/v1
                kind: Constraint
                metadata: {name: "off"}
                spec: {rule: MW-MTLS-002, enforcementAction: "off"}
                """);

        assertThat(check("", "lax.yaml", "--policies", "policies").exit()).isEqualTo(Exit.OK);
    }

    @Test
    void brokenPoliciesAreWrongInputWithTheirPlaces() throws Exception {
        Path policies = Files.createDirectories(folder.resolve("policies"));
        Files.writeString(policies.resolve("p.rego"), "package p\n\nx if y\n");

        Ran ran = check("", "lax.yaml", "--policies", "policies");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("p.rego:3:6: rego_unsafe_var_error: var y is unsafe");
    }

    private Ran check(String input, String... words) throws InterruptedException {
        List<String> all = new java.util.ArrayList<>(List.of("check"));
        all.addAll(List.of(words));
        return Ran.in(folder, input, all);
    }
}
