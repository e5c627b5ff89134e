package dev.meshwarden.rego.builtin.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One of the requests that a call sends: the first, or where a redirect leads. */
record Hop(String method, URI uri, Map<String, String> headers, String body) {
    private static final Set<String> SECRETS =
            Set.of("Authorization", "Cookie", "Cookie2", "Www-Authenticate", "Proxy-Authorization");

    /** The method as Go's errors write it. */
    String operation() {
        return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Where an answer leads: 307 and 308 repeat the request, others ask for the place only. Secrets stay with their host. */
    Hop redirected(int status, URI place) {
        URI target = uri.resolve(place);
        boolean repeats = status == 307 || status == 308;
        boolean safe = method.equals("GET") || method.equals("HEAD");
        Map<String, String> kept = new LinkedHashMap<>(headers);
        boolean sameHost = RequestUrl.host(target).equals(RequestUrl.host(uri));
        boolean lessSafe = RequestUrl.isHttps(uri) && !RequestUrl.isHttps(target);
        if (!sameHost || lessSafe) {
            kept.keySet().removeAll(SECRETS);
            kept.remove("Host");
        }
        if (!repeats) {
            kept.keySet().removeIf(name -> name.startsWith("Content-"));
        }
        return new Hop(repeats || safe ? method : "GET", target, kept, repeats ? body : "");
    }
}
