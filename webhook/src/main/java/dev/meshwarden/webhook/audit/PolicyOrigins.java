package dev.meshwarden.webhook.audit;

import java.util.Map;

/**
 * The policies that judged, as records name them.
 *
 * @param engine name and version of what evaluates Rego
 * @param origins by rule id; rules that are missing are recorded without revision and engine
 */
public record PolicyOrigins(String name, String engine, Map<String, Origin> origins) {
    /**
     * Where one policy comes from.
     *
     * @param revision {@code sha256:…} of its source
     * @param engine what evaluates it: {@code rego} or {@code java}
     */
    public record Origin(String revision, String engine) {}

    public PolicyOrigins {
        origins = Map.copyOf(origins);
    }
}
