package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.PoliciesConfig.Enforcement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Secrets in objects, headers and requests that are no reviews, sent to the whole webhook with its own policies. */
class PlantedSecretsTest {
    /** Group, kind, resource, and an object's fields with %s where the secret goes. */
    private record Place(String group, String kind, String resource, String fields) {}

    private static final List<Place> PLACES =
            List.of(
                    new Place(
                            "networking.istio.io",
                            "EnvoyFilter",
                            "envoyfilters",
                            "'spec':{'configPatches':[{'applyTo':'HTTP_FILTER','patch':{'operation':'MERGE','value':{'inlineCode':'%s','token':'%s'}}}]}"),
                    new Place(
                            "extensions.istio.io",
                            "WasmPlugin",
                            "wasmplugins",
                            "'spec':{'url':'oci://x/y','imagePullSecret':'%s','pluginConfig':{'any':['%s']},'vmConfig':{'env':[{'name':'X','value':'%s'}]}}"),
                    new Place(
                            "security.istio.io",
                            "RequestAuthentication",
                            "requestauthentications",
                            "'spec':{'jwtRules':[{'issuer':'i','jwks':'%s','jwksUri':'http://x/','fromParams':['t']}]}"),
                    new Place(
                            "security.istio.io",
                            "RequestAuthentication",
                            "requestauthentications",
                            "'spec':{'jwtRules':[{'issuer':'i','jwks':'{\\'keys\\':[{\\'kty\\':\\'oct\\',\\'k\\':\\'%s\\'}]}'}]}"),
                    new Place(
                            "networking.istio.io",
                            "VirtualService",
                            "virtualservices",
                            "'spec':{'hosts':['a'],'http':[{'headers':{'request':{'set':{'authorization':'Bearer"
                                + " %s','x-api-key':'%s'}}},'route':[{'destination':{'host':'a'}}]}]}"),
                    new Place(
                            "networking.istio.io",
                            "DestinationRule",
                            "destinationrules",
                            "'spec':{'host':'a','trafficPolicy':{'tls':{'mode':'DISABLE','privateKey':'%s'}}}"),
                    new Place(
                            "security.istio.io",
                            "AuthorizationPolicy",
                            "authorizationpolicies",
                            "'spec':{'rules':[{'when':[{'key':'request.headers[x-token]','values':['%s']}]}],'secretKey':'%s'}"),
                    new Place(
                            "security.istio.io",
                            "PeerAuthentication",
                            "peerauthentications",
                            "'spec':{'mtls':{'mode':'DISABLE'},'password':'%s'}"),
                    new Place(
                            "",
                            "ConfigMap",
                            "configmaps",
                            "'data':{'mesh':'defaultConfig: {secret: %s}','apiKey':'%s'}"),
                    new Place(
                            "apps",
                            "Deployment",
                            "deployments",
                            "'spec':{'template':{'metadata':{'annotations':{'sidecar.istio.io/proxyImage':'evil/x'}},'spec':{'containers':[{'name':'c','image':'i','env':[{'name':'DB_PASSWORD','value':'%s'}]}]}}}"));

    private static final int EACH = 20; // 200 secrets

    @TempDir Path folder;

    @Test
    void F64_noneOfTwoHundredPlantedSecretsLeavesTheWebhookAnywhere() throws Exception {
        PrintStream before = System.err;
        var logged = new ByteArrayOutputStream();
        List<String> shown = new ArrayList<>();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            int number = 0;
            for (Place place : PLACES) {
                for (int n = 0; n < EACH; n++) {
                    String secret = "CANARY-%03d-0123456789abcdef".formatted(number++);
                    String path = n % 2 == 0 ? "/validate" : "/mutate";
                    var answer = serving.post(path, review(place, secret, n));
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    shown.add(answer.body());
                }
            }
            assertThat(number).isEqualTo(200);
            for (String broken :
                    List.of("{\"token\":%s}", "%s", "{\"%s\":1,\"%s\":2}", "{\"a\":\"%s")) {
                String secret = "CANARY-broken-0123456789";
                shown.add(
                        serving.post("/validate?token=" + secret, broken.replace("%s", secret))
                                .body());
            }
            shown.add(
                    serving.admin("/metrics?CANARY-q", "Authorization", "Bearer CANARY-header")
                            .body());
            shown.add(serving.admin("/readyz?verbose", "Cookie", "CANARY-cookie").body());
        } finally {
            System.setErr(before);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("CANARY");
        assertThat(shown)
                .hasSize(206)
                .allSatisfy(text -> assertThat(withoutParsersQuote(text)).doesNotContain("CANARY"));
        assertThat(String.join("", shown)).contains("MW-MTLS-", "MW-AUTHZ-");
        for (Path file : files()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain("CANARY");
        }
    }

    /** A refusal of what is no JSON may quote a few characters of it to whoever sent it, and to nobody else. */
    private static String withoutParsersQuote(String answer) {
        return answer.contains("is not valid JSON") ? "" : answer;
    }

    private static String review(Place place, String secret, int n) {
        String object =
                """
                {"apiVersion":"%s","kind":"%s","metadata":{"name":"x","namespace":"shop",
                "annotations":{"vault.example/token":"%s"}},%s}
                """
                        .formatted(
                                place.group().isEmpty() ? "v1" : place.group() + "/v1",
                                place.kind(),
                                secret,
                                place.fields().replace('\'', '"').replace("%s", secret));
        boolean deleted = n % 5 == 4;
        return """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
        "kind":{"group":"%s","version":"v1","kind":"%s"},
        "resource":{"group":"%s","version":"v1","resource":"%s"},
        "name":"x","namespace":"shop","operation":"%s",
        "userInfo":{"username":"ann","groups":["shop"],"extra":{"token":["%s"]}},
        "object":%s,"oldObject":%s}}
        """
                .formatted(
                        place.group(),
                        place.kind(),
                        place.group(),
                        place.resource(),
                        deleted ? "DELETE" : "CREATE",
                        secret,
                        deleted ? "null" : object,
                        deleted ? object : "null");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
