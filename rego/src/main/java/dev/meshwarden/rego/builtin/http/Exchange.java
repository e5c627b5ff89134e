package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.Obj;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLException;

/** One request up to its answer: tried again when nothing came, and followed where it leads. Every hop is checked as the first. */
final class Exchange {
    private static final int MOST_HOPS = 10;
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LAST_DELAY = Duration.ofSeconds(60);

    /** The client counts and frames bodies itself, as Go's does. */
    private static final Set<String> UNSENT =
            Set.of("Content-Length", "Transfer-Encoding", "Trailer", "Host", "Connection");

    private final HttpClient client;
    private final ListedHosts hosts;
    private final RequestFields asked;

    Exchange(HttpClient client, ListedHosts hosts, RequestFields asked) {
        this.client = client;
        this.hosts = hosts;
        this.asked = asked;
    }

    /** Throws {@link BuiltinError} for a request that cannot be sent. */
    Obj run(Hop first) throws HttpFault, InterruptedException {
        Duration delay = FIRST_DELAY;
        for (int attempt = 0; ; attempt++) {
            try {
                return follow(first);
            } catch (HttpFault e) {
                if (!e.isNetwork() || attempt >= asked.retries()) {
                    throw e;
                }
                LockSupport.parkNanos(delay.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                delay = delay.multipliedBy(2);
                delay = delay.compareTo(LAST_DELAY) < 0 ? delay : LAST_DELAY;
            }
        }
    }

    private Obj follow(Hop first) throws HttpFault, InterruptedException {
        Hop hop = first;
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            HttpResponse<byte[]> response = send(hop);
            Optional<URI> place = place(hop, response);
            if (place.isEmpty()) {
                return ResponseView.of(
                        response,
                        asked.option("force_json_decode"),
                        asked.option("force_yaml_decode"));
            }
            hop = hop.redirected(response.statusCode(), place.get());
            try {
                hosts.check(hop.uri());
            } catch (BuiltinError e) {
                throw HttpFault.network(hop, e.reason());
            }
        }
        throw HttpFault.network(hop, "stopped after " + MOST_HOPS + " redirects");
    }

    /** Where a response leads, if this call follows. */
    private Optional<URI> place(Hop hop, HttpResponse<byte[]> response) throws HttpFault {
        boolean leads =
                switch (response.statusCode()) {
                    case 301, 302, 303, 307, 308 -> asked.isRedirected();
                    default -> false;
                };
        Optional<String> location =
                leads ? response.headers().firstValue("Location") : Optional.empty();
        if (location.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RequestUrl.of(location.get()));
        } catch (BuiltinError e) {
            throw HttpFault.network(
                    hop,
                    "failed to parse Location header "
                            + GoQuote.string(location.get(), false)
                            + ": "
                            + e.reason());
        }
    }

    private HttpResponse<byte[]> send(Hop hop) throws HttpFault, InterruptedException {
        HttpRequest request = request(hop);
        try {
            hosts.checkAddresses(hop.uri());
            HttpResponse<byte[]> response =
                    client.send(
                            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
            hosts.checkAddresses(hop.uri());
            return response;
        } catch (BuiltinError e) {
            throw HttpFault.network(hop, "dial tcp: " + e.reason());
        } catch (UnknownHostException _) {
            String host = RequestUrl.host(hop.uri());
            throw HttpFault.network(hop, "dial tcp: lookup " + host + ": no such host");
        } catch (ConnectException _) {
            String authority = hop.uri().getAuthority();
            throw HttpFault.network(hop, "dial tcp " + authority + ": connect: connection refused");
        } catch (SSLException e) {
            throw HttpFault.network(hop, tls(e));
        } catch (IOException e) {
            throw HttpFault.network(hop, message(e));
        }
    }

    private static String tls(SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                String why = message(cause);
                return "tls: failed to verify certificate: "
                        + (why.startsWith("PKIX path building failed")
                                ? "x509: certificate signed by unknown authority"
                                : why);
            }
        }
        return "tls: " + message(e);
    }

    private static String message(Throwable e) {
        String text = e.getMessage();
        return text == null || text.isEmpty() ? e.getClass().getSimpleName() : text;
    }

    private static HttpRequest request(Hop hop) throws HttpFault {
        URI uri = hop.uri();
        if (!RequestUrl.isHttp(uri) && !RequestUrl.isHttps(uri)) {
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            throw HttpFault.network(hop, "unsupported protocol scheme \"" + scheme + '"');
        }
        checkHost(hop);
        if (!HeaderNames.isToken(hop.method())) {
            throw unsendable("invalid method " + GoQuote.string(hop.method(), false));
        }
        HttpRequest.Builder builder =
                HttpRequest.newBuilder()
                        .version(
                                RequestUrl.isHttps(uri)
                                        ? HttpClient.Version.HTTP_2
                                        : HttpClient.Version.HTTP_1_1)
                        .setHeader("User-Agent", "Meshwarden");
        for (Map.Entry<String, String> header : hop.headers().entrySet()) {
            addHeader(hop, builder, header.getKey(), header.getValue());
        }
        try {
            return builder.uri(uri)
                    .method(
                            hop.method(),
                            hop.body().isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(hop.body()))
                    .build();
        } catch (IllegalArgumentException e) {
            throw unsendable(message(e));
        }
    }

    private static HttpFault unsendable(String what) {
        return HttpFault.internal(BuiltinError.failed("net/http: " + what));
    }

    private static void addHeader(Hop hop, HttpRequest.Builder builder, String name, String value)
            throws HttpFault {
        String quoted = GoQuote.string(name, false);
        if (!HeaderNames.isToken(name)) {
            throw HttpFault.network(hop, "net/http: invalid header field name " + quoted);
        } else if (UNSENT.contains(name)) {
            return;
        }
        try {
            builder.setHeader(name, value);
        } catch (IllegalArgumentException _) {
            throw HttpFault.network(hop, "net/http: invalid header field value for " + quoted);
        }
    }

    /** A request is for the host that it names; another name for it would pass the list by. */
    private static void checkHost(Hop hop) throws HttpFault {
        String host = hop.headers().get("Host");
        if (host != null
                && !host.equalsIgnoreCase(hop.uri().getAuthority())
                && !host.equalsIgnoreCase(RequestUrl.host(hop.uri()))) {
            throw HttpFault.internal(
                    BuiltinError.failed(
                            "header \"Host\" is not supported unless it is the url's host"));
        }
    }
}
