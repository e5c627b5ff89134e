package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The API server as one identity sees it: paths, bodies, answers as they are sent, with their warnings. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final char[] NO_PASSWORD = {};

    private final String server;
    private final HttpClient client;
    private final Identity identity;

    private Api(String server, HttpClient client, Identity identity) {
        this.server = server;
        this.client = client;
        this.identity = identity;
    }

    /**
     * What came back.
     *
     * @param warnings texts of the warning headers
     */
    record Answer(int code, JsonNode body, List<String> warnings, HttpResponse<String> response) {
        boolean isOk() {
            return code / 100 == 2;
        }

        /** The status' message; empty where the answer is no status. */
        String message() {
            return body.path("message").asText("");
        }

        Answer orFail() {
            if (!isOk()) {
                throw new AssertionError(
                        code
                                + " "
                                + response.request().method()
                                + " "
                                + response.uri()
                                + ": "
                                + response.body());
            }
            return this;
        }
    }

    static Api of(String server, List<X509Certificate> cas, Identity identity) {
        try {
            return new Api(
                    server,
                    HttpClient.newBuilder()
                            .sslContext(context(cas, identity.proof()))
                            .connectTimeout(Duration.ofSeconds(5))
                            .build(),
                    identity);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("bug: keys that we made", e);
        }
    }

    private static SSLContext context(List<X509Certificate> cas, Identity.Proof proof)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, NO_PASSWORD);
        for (X509Certificate ca : cas) {
            trusted.setCertificateEntry(
                    ca.getSubjectX500Principal() + "/" + ca.getSerialNumber(), ca);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, NO_PASSWORD);
        if (proof instanceof Identity.Proof.Certificate(var signed)) {
            own.setKeyEntry(
                    "own", signed.key(), NO_PASSWORD, new Certificate[] {signed.certificate()});
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** The same connection pool, in somebody else's name. */
    Api actingAs(String user, List<String> groups) {
        return new Api(server, client, identity.actingAs(user, groups));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, "", "");
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, "application/json", body);
    }

    Answer put(String path, String body) throws IOException, InterruptedException {
        return call("PUT", path, "application/json", body);
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return call("DELETE", path, "", "");
    }

    Answer mergePatch(String path, String body) throws IOException, InterruptedException {
        return call("PATCH", path, "application/merge-patch+json", body);
    }

    Answer jsonPatch(String path, String body) throws IOException, InterruptedException {
        return call("PATCH", path, "application/json-patch+json", body);
    }

    /** Server-side apply of YAML or JSON; takes fields over from others. */
    Answer apply(String path, String body) throws IOException, InterruptedException {
        return call(
                "PATCH",
                path + (path.contains("?") ? "&" : "?") + "fieldManager=e2e&force=true",
                "application/apply-patch+yaml",
                body);
    }

    /** Any call; an empty content type sends no body. */
    Answer call(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(LONGEST);
        request.header("Accept", "application/json");
        if (contentType.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", contentType);
            request.method(
                    method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        }
        if (identity.proof() instanceof Identity.Proof.Token(var token)) {
            request.header("Authorization", "Bearer " + token);
        }
        identity.actsAs()
                .ifPresent(other -> {
                    request.header("Impersonate-User", other.user());
                    other.groups().forEach(g -> request.header("Impersonate-Group", g));
                });
        HttpResponse<String> response =
                client.send(
                        request.build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(
                response.statusCode(),
                parsed(response.body()),
                response.headers().allValues("Warning").stream().map(Api::warning).toList(),
                response);
    }

    private static JsonNode parsed(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).orElse(MissingNode.getInstance());
        } catch (IOException _) {
            return MissingNode.getInstance(); // "ok" of /readyz and texts of proxies
        }
    }

    /** The text of {@code 299 - "text"}, its quoting undone. */
    private static String warning(String header) {
        int from = header.indexOf('"');
        int to = header.lastIndexOf('"');
        return from < 0 || to <= from
                ? header
                : header.substring(from + 1, to).replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
