package dev.meshwarden.rego.builtin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.BuiltinTable;
import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoText;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Requests to a server of this machine, and those that are never sent. */
final class HttpSendTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger served = new AtomicInteger();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        serve("/echo", "text/plain", null);
        serve("/json", "application/json; charset=utf-8", "{\"a\":[1,2.50]}");
        serve("/vendor", "application/problem+json", "{\"a\":1}");
        serve("/yaml", "application/yaml", "a: yes\n");
        serve("/broken", "application/json", "{");
        serve("/text", "text/plain", "{\"a\":1}");
        serve("/huge", "text/plain", "x".repeat((1 << 20) + 1));
        redirect("/here", 302, "/echo");
        redirect("/again", 307, "/echo");
        redirect("/circle", 301, "/circle");
        redirect("/away", 302, "http://metadata.example/secret");
        redirect("/loopback", 302, "http://LOCALHOST/secret");
        redirect("/file", 302, "file:///etc/passwd");
        server.createContext("/slow", this::wait);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    /** Answers with this text; with the request itself when there is none. */
    private void serve(String path, String type, @Nullable String text) {
        server.createContext(
                path,
                exchange -> {
                    served.incrementAndGet();
                    String request =
                            exchange.getRequestMethod()
                                    + ","
                                    + Objects.requireNonNullElse(
                                            exchange.getRequestHeaders().getFirst("Authorization"),
                                            "-")
                                    + ","
                                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    byte[] bytes = (text == null ? request : text).getBytes(UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", type);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    private void redirect(String path, int status, String place) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add("Location", place);
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
    }

    private void wait(HttpExchange exchange) {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static BuiltinContext context(Limits limits, String... hosts) {
        var world = new World(RandomGenerator.getDefault(), _ -> {}, Obj.EMPTY, Set.of(hosts));
        return new BuiltinContext(new Budget(limits), Instant.EPOCH, world);
    }

    private static Obj send(BuiltinContext context, String request) {
        Builtin builtin = Objects.requireNonNull(BuiltinTable.find("http.send"));
        Value answer = builtin.body().call(context, new Value[] {JsonReader.read(request)});
        assertThat(answer).isInstanceOf(Obj.class);
        return (Obj) Objects.requireNonNull(answer);
    }

    private Obj send(String path, String rest) {
        return send(
                context(Limits.STANDARD, "127.0.0.1", "LOCALHOST"),
                "{\"method\": \"get\", \"url\": \"" + url + path + "\"" + rest + "}");
    }

    private static String field(Obj answer, String name) {
        return RegoText.of(Objects.requireNonNull(answer.get(name)));
    }

    private static String error(Obj answer) {
        assertThat(field(answer, "status_code")).isEqualTo("0");
        return field((Obj) Objects.requireNonNull(answer.get("error")), "message");
    }

    @Test
    void anAnswerTellsStatusHeadersAndBody() {
        Obj answer = send("/json", "");
        assertThat(field(answer, "status")).isEqualTo("\"200 OK\"");
        assertThat(field(answer, "status_code")).isEqualTo("200");
        assertThat(field(answer, "body")).isEqualTo("{\"a\": [1, 2.50]}");
        assertThat(field(answer, "raw_body")).isEqualTo("\"{\\\"a\\\":[1,2.50]}\"");
        assertThat(field((Obj) Objects.requireNonNull(answer.get("headers")), "content-type"))
                .isEqualTo("[\"application/json; charset=utf-8\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/vendor | `` | {\"a\": 1}",
                "/yaml | `` | {\"a\": \"yes\"}",
                "/broken | `` | null",
                "/text | `` | null",
                "/text | `, \"force_json_decode\": true` | {\"a\": 1}",
                "/text | `, \"force_yaml_decode\": true` | {\"a\": 1}",
            })
    void theBodyIsReadAsWhatItIsSaidToBe(String path, String rest, String body) {
        assertThat(field(send(path, rest), "body")).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | GET,-,",
                "`, \"method\": \"post\", \"body\": {\"a\": \"<\"}` | POST,-,{\"a\":\"\\u003c\"}",
                "`, \"method\": \"put\", \"body\": 1, \"raw_body\": \"x\"` | PUT,-,x",
                "`, \"headers\": {\"authorization\": \"secret\"}` | GET,secret,",
            })
    void theRequestIsSentAsItIsWritten(String rest, String seen) {
        Obj answer = send("/echo", rest);
        assertThat(answer.get("raw_body")).isEqualTo(dev.meshwarden.rego.value.Str.of(seen));
    }

    @Test
    void equalRequestsOfAnEvaluationAreSentOnce() {
        BuiltinContext context = context(Limits.STANDARD, "127.0.0.1");
        String request = "{\"method\": \"get\", \"url\": \"" + url + "/json\"";
        Obj first = send(context, request + "}");
        assertThat(send(context, request + "}")).isSameAs(first);
        assertThat(served).hasValue(1);
        send(context, request + ", \"headers\": {\"x\": \"1\"}}");
        assertThat(served).hasValue(2);
    }

    @Test
    void redirectsAreFollowedOnlyWhenAsked() {
        assertThat(field(send("/here", ""), "status")).isEqualTo("\"302 Found\"");
        String rest = ", \"enable_redirect\": true, \"method\": \"post\", \"raw_body\": \"b\"";
        assertThat(field(send("/here", rest), "raw_body")).isEqualTo("\"GET,-,\"");
        assertThat(field(send("/again", rest), "raw_body")).isEqualTo("\"POST,-,b\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/away | disallowed host: metadata.example",
                "/loopback | disallowed address 127.0.0.1 of host LOCALHOST",
                "/file | disallowed host: ",
                "/circle | stopped after 10 redirects",
            })
    void F29_aRedirectLeadsNowhereThatTheFirstRequestMayNotGo(String path, String why) {
        Obj answer = send(path, ", \"enable_redirect\": true, \"raise_error\": false");
        assertThat(error(answer)).contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost/x, disallowed host: localhost",
        "http://169.254.169.254/latest, disallowed host: 169.254.169.254",
        "http://[::ffff:127.0.0.1]/x, disallowed host: ::ffff:127.0.0.1",
        "http://2130706433/x, disallowed host: 2130706433",
        "http://127.0.0.1@evil.example/x, disallowed host: evil.example",
        "file:///etc/passwd, 'disallowed host: '",
        "ftp://127.0.0.1/x, unsupported protocol scheme \\\"ftp\\\"",
        "http://LOCALHOST/x, disallowed address 127.0.0.1 of host LOCALHOST",
    })
    void F29_whatIsNotListedIsNotReached(String target, String why) {
        Obj answer =
                send(
                        context(Limits.STANDARD, "127.0.0.1", "LOCALHOST"),
                        "{\"method\": \"get\", \"url\": \""
                                + target
                                + "\", \"raise_error\": false}");
        assertThat(error(answer)).contains(why);
        assertThat(served).hasValue(0);
    }

    @Test
    void F29_nothingIsReachedFromAClosedWorld() {
        BuiltinContext closed =
                new BuiltinContext(new Budget(Limits.STANDARD), Instant.EPOCH, World.closed());
        assertThatThrownBy(
                        () -> send(closed, "{\"method\": \"get\", \"url\": \"" + url + "/json\"}"))
                .isInstanceOf(BuiltinError.class)
                .hasMessage("disallowed host: 127.0.0.1");
        assertThat(served).hasValue(0);
    }

    @Test
    void F30_aSlowHostIsGivenUpAfterTheTimeout() {
        assertThatThrownBy(() -> send("/slow", ", \"timeout\": \"50ms\""))
                .isInstanceOf(BuiltinError.class)
                .hasMessage("Get " + url + "/slow: request timed out");
    }

    @Test
    void F30_aSlowHostDoesNotOutlastTheEvaluation() {
        BuiltinContext context =
                context(Limits.STANDARD.withDeadline(Duration.ofMillis(50)), "127.0.0.1");
        assertThatThrownBy(
                        () -> send(context, "{\"method\": \"get\", \"url\": \"" + url + "/slow\"}"))
                .isInstanceOf(Halt.class);
    }

    @Test
    void F30_aHugeAnswerIsAnError() {
        assertThat(error(send("/huge", ", \"raise_error\": false"))).contains("exceeds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"raise_error\": 1 | invalid value for raise_error field",
                "\"foo\": 1, \"bar\": 2 | operand 1 invalid request parameters(s): {\"bar\","
                        + " \"foo\"}",
                "\"timeout\": true | operand 1 'timeout' must be one of {string, number} but got"
                        + " boolean",
                "\"timeout\": \"x\" | invalid timeout value \"x\": time: invalid duration \"x\"",
                "\"headers\": [] | invalid type for headers key",
                "\"headers\": {\"a\": 1} | invalid type for headers value \"1\"",
                "\"enable_redirect\": \"true\" | strconv.ParseBool: parsing \"\\\"true\\\"\":"
                        + " invalid syntax",
                "\"method\": \"a b\" | net/http: invalid method \"A B\"",
                "\"tls_ca_cert\": \"x\" | could not append certificates",
                "\"force_cache\": true | 'force_cache' set but 'force_cache_duration_seconds'"
                        + " parameter is missing",
                "\"max_retry_attempts\": -1 | invalid value -1 for field \"max_retry_attempts\"",
            })
    void aFieldOfTheWrongKindIsAnError(String rest, String why) {
        assertThatThrownBy(() -> send("/json", ", " + rest))
                .isInstanceOf(BuiltinError.class)
                .hasMessage(why);
    }

    @Test
    void policiesSeeNeitherFilesNorEnvironment() {
        assertThatThrownBy(() -> send("/json", ", \"tls_ca_cert_file\": \"/etc/passwd\""))
                .isInstanceOf(BuiltinError.class)
                .hasMessageContaining("neither files nor environment");
        assertThatThrownBy(() -> send("/json", ", \"tls_client_key_env_variable\": \"HOME\""))
                .isInstanceOf(BuiltinError.class)
                .hasMessageContaining("neither files nor environment");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "0.0.0.0, true",
        "169.254.169.254, true",
        "168.63.129.16, true",
        "224.0.0.1, true",
        "255.255.255.255, true",
        "::1, true",
        "fe80::1, true",
        "fd00:ec2::254, true",
        "::ffff:127.0.0.1, true",
        "::127.0.0.1, true",
        "64:ff9b::a9fe:a9fe, true",
        "2002:7f00:1::, true",
        "10.0.0.1, false",
        "192.0.2.1, false",
        "2001:db8::1, false",
        "fd12::1, false",
    })
    void F29_namesMayNotStandForThisMachineItsLinkOrMetadata(String address, boolean forbidden) {
        assertThat(ForbiddenAddresses.contains(InetAddress.ofLiteral(address)))
                .isEqualTo(forbidden);
    }
}
