package dev.meshwarden.webhook.e2e;

/** Istio objects as tests write them, and where they lie. */
final class Istio {
    private Istio() {}

    static String peerAuthentications(String namespace) {
        return "/apis/security.istio.io/v1/namespaces/" + namespace + "/peerauthentications";
    }

    static String peerAuthentication(String name, String mode) {
        return """
        {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"%s"},
         "spec":{"mtls":{"mode":"%s"}}}\
        """
                .formatted(name, mode);
    }

    static String authorizationPolicies(String namespace) {
        return "/apis/security.istio.io/v1/namespaces/" + namespace + "/authorizationpolicies";
    }

    static String authorizationPolicy(String name, String spec) {
        return """
        {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy","metadata":{"name":"%s"},"spec":%s}\
        """
                .formatted(name, spec);
    }
}
