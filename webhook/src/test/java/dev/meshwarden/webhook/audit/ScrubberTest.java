package dev.meshwarden.webhook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Str;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** F64: planted secrets at every kind of sensitive place; rules quote them in every way; none reaches the log. */
class ScrubberTest {
    /** Kind, and an object with %s where the secret goes. */
    private record Place(String kind, String object) {}

    private static final List<Place> PLACES =
            List.of(
                    new Place(
                            "EnvoyFilter",
                            "{\"spec\":{\"configPatches\":[{\"patch\":{\"value\":{\"inlineCode\":\"%s\"}}}]}}"),
                    new Place(
                            "EnvoyFilter",
                            "{\"spec\":{\"configPatches\":[{\"patch\":{\"value\":{\"typed_config\":{\"inline_code\":\"%s\"}}}}]}}"),
                    new Place(
                            "EnvoyFilter",
                            "{\"spec\":{\"configPatches\":[{\"patch\":{\"value\":{\"default_source_code\":{\"inline_string\":\"%s\"}}}}]}}"),
                    new Place(
                            "EnvoyFilter",
                            "{\"spec\":{\"configPatches\":[{\"patch\":{\"value\":{\"token_secret\":{\"sds\":\"%s\"}}}}]}}"),
                    new Place(
                            "WasmPlugin",
                            "{\"spec\":{\"pluginConfig\":{\"any\":{\"deep\":[\"%s\"]}}}}"),
                    new Place(
                            "WasmPlugin",
                            "{\"spec\":{\"vmConfig\":{\"env\":[{\"name\":\"X\",\"value\":\"%s\"}]}}}"),
                    new Place("WasmPlugin", "{\"spec\":{\"imagePullSecret\":\"%s\"}}"),
                    new Place(
                            "TrafficExtension",
                            "{\"spec\":{\"wasm\":{\"pluginConfig\":{\"k\":\"%s\"}}}}"),
                    new Place(
                            "VirtualService",
                            "{\"spec\":{\"http\":[{\"headers\":{\"request\":{\"set\":{\"authorization\":\"Bearer"
                                + " %s\"}}}}]}}"),
                    new Place(
                            "VirtualService",
                            "{\"spec\":{\"http\":[{\"headers\":{\"response\":{\"add\":{\"set-cookie\":\"%s\"}}}}]}}"),
                    new Place(
                            "VirtualService",
                            "{\"spec\":{\"http\":[{\"route\":[{\"headers\":{\"request\":{\"set\":{\"x-api-key\":\"%s\"}}}}]}]}}"),
                    new Place(
                            "VirtualService",
                            "{\"spec\":{\"http\":[{\"match\":[{\"headers\":{\"Authorization\":{\"exact\":\"%s\"}}}]}]}}"),
                    new Place(
                            "RequestAuthentication",
                            "{\"spec\":{\"jwtRules\":[{\"issuer\":\"i\",\"jwks\":\"%s\"}]}}"),
                    new Place(
                            "DestinationRule",
                            "{\"spec\":{\"trafficPolicy\":{\"tls\":{\"privateKey\":\"%s\"}}}}"),
                    new Place(
                            "ServiceEntry",
                            "{\"metadata\":{\"annotations\":{\"vault.example/token\":\"%s\"}}}"),
                    new Place(
                            "Gateway",
                            "{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\"{\\\"spec\\\":{\\\"password\\\":\\\"%s\\\"}}\"}}}"),
                    new Place(
                            "Deployment",
                            "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"%s\"}]}]}}}}"),
                    new Place("ConfigMap", "{\"data\":{\"mesh\":\"x\",\"apiKey\":\"%s\"}}"),
                    new Place("Secret", "{\"stringData\":{\"client_secret\":\"%s\"}}"),
                    new Place(
                            "AuthorizationPolicy",
                            "{\"spec\":{\"rules\":[{\"when\":[{\"key\":\"x\",\"secretValues\":[\"%s\"]}]}]}}"));

    private static final int EACH = 10; // 200 secrets

    private static String canary(int place, int n) {
        String tail = "%02d-%02d".formatted(place, n);
        return switch (n % 5) {
            case 0 -> "CANARY-" + tail;
            case 1 -> "CANARY \\\"quoted\\\" " + tail; // as JSON text
            case 2 -> "CANARY/+=" + tail + "==";
            case 3 -> "CANARY-\u00fc\u00df-" + tail;
            default -> "first line\\nCANARY-" + tail + "\\nlast line";
        };
    }

    @Test
    void F64_noneOfTwoHundredPlantedSecretsReachesTheLog(@TempDir Path data) throws Exception {
        int planted = 0;
        var folder = new LogFolder(data);
        try (AuditLog log = folder.open()) {
            for (int p = 0; p < PLACES.size(); p++) {
                for (int n = 0; n < EACH; n++) {
                    Place place = PLACES.get(p);
                    String secret = canary(p, n);
                    String inner =
                            place.object.contains("last-applied")
                                    ? secret.replace("\\", "\\\\").replace("\"", "\\\"")
                                    : secret;
                    String object = place.object.replace("%s", inner);
                    Review review =
                            n % 2 == 0
                                    ? Samples.review(place.kind, object)
                                    : Samples.review(
                                            place.kind,
                                            Operation.DELETE,
                                            Optional.empty(),
                                            Optional.of(object));
                    String value = ((Str) JsonReader.read("\"" + secret + "\"")).text();
                    planted++;
                    log.append(
                                    AuditRecord.of(
                                            review,
                                            Samples.decision(Verdict.DENY, quoting(value)),
                                            Samples.delivery(DecisionId.next(Samples.NOW))))
                            .await(Duration.ofSeconds(20), "deny");
                }
            }
        }
        assertThat(planted).isEqualTo(200);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                int at = text.indexOf("CANARY");
                assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 200), at + 40))
                        .as(file.toString())
                        .isEmpty();
            }
        }
        assertThat(String.join("\n", folder.lines())).contains("<redacted>");
    }

    /** The ways in which rules quote what they found. */
    private static List<JudgedViolation> quoting(String value) {
        List<JudgedViolation> all = new ArrayList<>();
        all.add(Samples.violation("the value is " + value));
        all.add(Samples.violation("the value " + JsonWriter.toJson(Str.of(value)) + " is refused"));
        all.add(Samples.violation("in [\"" + value + "\", \"" + value + "\"]"));
        if (value.contains("\n")) {
            all.add(Samples.violation("line 2 says " + value.lines().toList().get(1)));
        }
        return all;
    }

    @Test
    void harmlessTextStaysAndShortValuesAreNotHunted() {
        Scrubber scrubber =
                Scrubber.of(
                        Samples.review(
                                "X",
                                "{\"spec\":{\"password\":\"short\",\"host\":\"payment.example.com\"}}"));
        assertThat(scrubber.scrub("host payment.example.com has password short"))
                .isEqualTo("host payment.example.com has password short");
    }

    @Test
    void aSecretInsideALongerOneIsTakenWhole() {
        Scrubber scrubber =
                Scrubber.of(
                        Samples.review(
                                "X",
                                "{\"spec\":{\"token\":\"abcdefgh\",\"secret\":\"abcdefgh-ijklmnop\"}}"));
        assertThat(scrubber.scrub("found abcdefgh-ijklmnop and abcdefgh"))
                .isEqualTo("found <redacted> and <redacted>");
    }
}
