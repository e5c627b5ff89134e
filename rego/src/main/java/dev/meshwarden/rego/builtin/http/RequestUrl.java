package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.GoQuote;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that a request may name: {@code http} and {@code https} with a host. What is checked is what is connected to. */
final class RequestUrl {
    private RequestUrl() {}

    /** Throws {@link BuiltinError} for a text that is no address. */
    static URI of(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw BuiltinError.failed(
                    "parse " + GoQuote.string(text, false) + ": " + e.getReason());
        }
    }

    /** Without the brackets around IPv6; empty when there is none. */
    static String host(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            return "";
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }
}
