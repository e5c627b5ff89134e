package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows of the fault catalogue about what a request holds, over real HTTPS. */
class MalformedRequestTest {
    private static ServerUnderTest server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = new ServerUnderTest(folder, Config.STANDARD, TestRule.refusingDisable("T-1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void F1_whatIsNoJsonIsRefusedWithOneSentenceAndTheConnectionLivesOn() throws Exception {
        assertThat(refusal("")).isEqualTo("the body is empty");
        assertThat(refusal("   ")).isEqualTo("the body is not a JSON object");
        assertThat(refusal("hello")).isEqualTo("the body is not a JSON object");
        assertThat(refusal("{\"a\":")).startsWith("the body is not valid JSON: ");
        assertThat(refusal("{\"a\":nope}")).startsWith("the body is not valid JSON: ");
        assertThat(refusal(Bodies.create("{}") + "{}")).startsWith("the body is not valid JSON: ");
        assertThat(refusal(Bodies.create("{}") + " x")).startsWith("the body is not valid JSON: ");
        assertThat(server.post("/validate", Bodies.create("{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void F1_theSentenceQuotesLittleOfWhatWasSent() throws Exception {
        String planted = "A".repeat(5_000);

        assertThat(refusal("{\"" + planted + "\":1,\"" + planted + "\":2}")).hasSizeLessThan(300);
        assertThat(refusal("{\"a\":" + planted + "}")).hasSizeLessThan(300);
    }

    @Test
    void F2_aBodyOverTheLimitIsRefusedWhetherAnnouncedOrNot() throws Exception {
        byte[] tooLarge = new byte[(8 << 20) + 1];
        java.util.Arrays.fill(tooLarge, (byte) ' ');
        var announced =
                HttpRequest.newBuilder(server.uri("/validate"))
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(tooLarge));
        var chunked =
                HttpRequest.newBuilder(server.uri("/validate"))
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(tooLarge)));

        assertThat(statusOrClosed(announced)).isIn(413, -1);
        assertThat(statusOrClosed(chunked)).isIn(413, -1);
        assertThat(server.post("/validate", Bodies.create("{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void F2_theLimitIsAnsweredBeforeTheBodyIsSent() throws Exception {
        try (var socket = server.socket()) {
            socket.getOutputStream()
                    .write(
                            String.join(
                                            "\r\n",
                                            "POST /validate HTTP/1.1",
                                            "Host: localhost",
                                            "Content-Type: application/json",
                                            "Content-Length: 8388609",
                                            "",
                                            "")
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 413")
                    .contains("Connection: close")
                    .contains("the AdmissionReview is larger than 8MiB");
        }
    }

    @Test
    void F3_depthIsBoundedWithoutAStackOverflow() throws Exception {
        String deep = "[".repeat(129) + "]".repeat(129);
        long before = System.nanoTime();

        assertThat(refusal("{\"a\":" + deep + "}")).contains("depth");
        assertThat(refusal("{\"a\":" + "[".repeat(100_000) + "}")).contains("depth");
        assertThat(refusal("{\"a\":".repeat(100_000))).contains("depth");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void F4_aKeyGivenTwiceIsRefusedInEnvelopeAndObject() throws Exception {
        assertThat(
                        refusal(
                                Bodies.create("{}")
                                        .replace(
                                                "\"kind\":\"AdmissionReview\"",
                                                "\"kind\":\"AdmissionReview\",\"kind\":\"AdmissionReview\"")))
                .contains("Duplicate");
        assertThat(refusal(Bodies.create("{\"mtls\":{\"mode\":\"STRICT\",\"mode\":\"DISABLE\"}}")))
                .contains("Duplicate");
    }

    @Test
    void F5_otherVersionsAndKindsAreRefusedByName() throws Exception {
        assertThat(
                        refusal(
                                Bodies.create("{}")
                                        .replace(
                                                "admission.k8s.io/v1", "admission.k8s.io/v1beta1")))
                .contains("admission.k8s.io/v1");
        assertThat(refusal(Bodies.create("{}").replace("\"AdmissionReview\"", "\"Pod\"")))
                .contains("AdmissionReview");
        assertThat(refusal("{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\"}"))
                .contains("request");
        assertThat(
                        refusal(
                                Bodies.create("{}")
                                        .replace("\"request\":", "\"response\":{},\"request\":")))
                .contains("response");
    }

    @Test
    void F6_aUidIsRequiredAndShort() throws Exception {
        assertThat(refusal(Bodies.create("{}").replace(Bodies.UID, ""))).contains("uid");
        assertThat(refusal(Bodies.create("{}").replace("\"uid\":\"" + Bodies.UID + "\",", "")))
                .contains("uid");
        assertThat(refusal(Bodies.create("{}").replace(Bodies.UID, "u".repeat(10_240))))
                .contains("uid");
    }

    @Test
    void F7_numbersAreExactOrRefusedAndNeverSlow() throws Exception {
        assertThat(refusal(Bodies.create("{\"n\":" + "9".repeat(1_000_000) + "}")))
                .contains("umber");
        for (String number :
                new String[] {
                    "1e400", "-0", "9223372036854775808", "18446744073709551616", "1e-400"
                }) {
            assertThat(
                            server.post("/validate", Bodies.create("{\"n\":" + number + "}"))
                                    .statusCode())
                    .as(number)
                    .isEqualTo(200);
        }
    }

    @Test
    void F8_whatIsNotUtf8IsRefusedBeforeAnyParser() throws Exception {
        byte[] overlong = Bodies.create("{\"a\":\"??\"}").getBytes(StandardCharsets.ISO_8859_1);
        int at = new String(overlong, StandardCharsets.ISO_8859_1).indexOf("??");
        overlong[at] = (byte) 0xc0;
        overlong[at + 1] = (byte) 0xaf;

        assertThat(refusal(overlong)).contains("not valid UTF-8");
        assertThat(refusal(Bodies.create("{}").getBytes(StandardCharsets.UTF_16LE)))
                .contains("control character");
        assertThat(refusal("\ufeff" + Bodies.create("{}"))).contains("byte order mark");
        assertThat(refusal(Bodies.create("{\"a\":\"\\ud800\"}"))).contains("surrogate");
    }

    @Test
    void F9_encodedBodiesAreRefusedUnread() throws Exception {
        var gzip =
                HttpRequest.newBuilder(server.uri("/validate"))
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofString(Bodies.create("{}")));

        assertThat(server.send(gzip).statusCode()).isEqualTo(415);
    }

    @Test
    void F9_anotherContentTypeIsRefusedAndParametersAreNot() throws Exception {
        assertThat(withType("text/plain")).isEqualTo(415);
        assertThat(withType("application/jsonx")).isEqualTo(415);
        assertThat(withType("application/json; charset=utf-8")).isEqualTo(200);
        assertThat(withType("Application/JSON")).isEqualTo(200);
    }

    @Test
    void F10_everyOperationAndSubresourceHasADefinedAnswer() throws Exception {
        String object = Bodies.object("{}");
        assertThat(refusal(Bodies.review("PATCH", object, "null")))
                .contains("CREATE, UPDATE, DELETE or CONNECT");
        assertThat(allowed(Bodies.review("DELETE", "null", object))).isTrue();
        assertThat(allowed(Bodies.review("DELETE", "null", "null"))).isTrue();
        assertThat(allowed(Bodies.review("CONNECT", "null", "null"))).isTrue();
        assertThat(
                        allowed(
                                Bodies.review("UPDATE", object, object)
                                        .replace(
                                                "\"name\":\"x\",\"namespace\"",
                                                "\"subResource\":\"status\",\"name\":\"x\",\"namespace\"")))
                .isTrue();
    }

    @Test
    void F11_anObjectOfAnotherKindThanTheRequestsIsRefused() throws Exception {
        String body =
                Bodies.review(
                        "CREATE",
                        Bodies.object("{}").replace("\"PeerAuthentication\"", "\"Gateway\""),
                        "null");

        assertThat(refusal(body)).contains("request.kind");
    }

    @Test
    void F12_largeObjectsAreDecidedWithinTheBudget() throws Exception {
        String labels =
                IntStream.range(0, 20_000)
                        .mapToObj(i -> "\"label-" + i + "\":\"value\"")
                        .collect(Collectors.joining(","));
        String many =
                Bodies.create("{}")
                        .replace("\"metadata\":{", "\"metadata\":{\"labels\":{" + labels + "},");
        String large = Bodies.create("{\"s\":\"" + "x".repeat(3 << 20) + "\"}");

        assertThat(allowed(many)).isTrue();
        assertThat(allowed(large)).isTrue();
    }

    @Test
    void F64_whatWasSentIsNotEchoed() throws Exception {
        String secret = "hunter2-" + "s".repeat(120);
        for (String body :
                new String[] {
                    "{\"token\":\"" + secret + "\"",
                    Bodies.create("{}").replace(Bodies.UID, secret + secret),
                    Bodies.create("{}").replace("CREATE", secret)
                }) {
            assertThat(server.post("/validate", body).body()).doesNotContain(secret);
        }
    }

    @Test
    void nothingElseIsServed() throws Exception {
        assertThat(status("GET", "/validate")).isEqualTo(405);
        assertThat(status("GET", "/")).isEqualTo(404);
        assertThat(status("POST", "/validate/a/b")).isEqualTo(404);
        assertThat(status("POST", "/validate/UPPER")).isEqualTo(404);
        assertThat(status("GET", "/metrics")).isEqualTo(404);
    }

    @Test
    void noAnswerTellsWhatServesIt() throws Exception {
        HttpResponse<String> response = server.post("/validate", "x");

        assertThat(response.headers().map().keySet()).doesNotContain("server", "x-powered-by");
        assertThat(response.body()).doesNotContain("jetty", "javalin", "Exception", "\tat ");
    }

    private static int status(String method, String path) throws Exception {
        return server.send(
                        HttpRequest.newBuilder(server.uri(path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .header("Content-Type", "application/json"))
                .statusCode();
    }

    private static int withType(String type) throws Exception {
        return server.send(
                        HttpRequest.newBuilder(server.uri("/validate"))
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(Bodies.create("{}"))))
                .statusCode();
    }

    private static int statusOrClosed(HttpRequest.Builder request) throws InterruptedException {
        try {
            return server.send(request).statusCode();
        } catch (java.io.IOException _) {
            return -1; // closed while the client was still writing
        }
    }

    private static boolean allowed(String body) throws Exception {
        HttpResponse<String> response = server.post("/validate", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body().contains("\"allowed\":true");
    }

    private static String refusal(String body) throws Exception {
        return refusal(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(byte[] body) throws Exception {
        HttpResponse<String> response = server.post("/validate", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        Obj status = (Obj) JsonReader.read(response.body());
        assertThat(status.get("kind")).isEqualTo(Str.of("Status"));
        assertThat(Collections.list(new java.util.StringTokenizer(response.body(), "\n")))
                .hasSize(1);
        return ((Str) java.util.Objects.requireNonNull(status.get("message"))).text();
    }
}
