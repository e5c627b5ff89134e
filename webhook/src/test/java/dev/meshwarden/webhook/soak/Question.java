package dev.meshwarden.webhook.soak;

import java.util.List;

/**
 * A review whose verdict is known.
 *
 * @param path where it is sent
 * @param body the AdmissionReview
 * @param allowed the verdict
 * @param mark what a refusal must name
 */
record Question(String path, String body, boolean allowed, String mark) {
    /** A rule of our own refuses every ConfigMap with {@code bad} in it. */
    static final String RULE = "SOAK-1";

    static final List<Question> ALL =
            List.of(
                    new Question("/validate/security", strict("CREATE"), true, ""),
                    new Question("/validate/security", disabled(), false, "MW-MTLS-"),
                    new Question("/validate/security", open(), false, "MW-AUTHZ-001"),
                    new Question("/validate", configMap(), false, RULE),
                    new Question("/mutate", strict("UPDATE"), true, ""));

    /** The policy, with a wording of its own so that each version is another. */
    static String policy(int version) {
        return """
        # METADATA
        # title: No bad ConfigMap
        # custom:
        #   id: %s
        #   severity: low
        #   fix: Delete it.
        #   match: {kinds: [{apiGroups: [""], kinds: [ConfigMap]}]}
        package soak.one

        deny contains {"msg": "version %d", "path": "/data"} if input.request.object.data.bad
        """
                .formatted(RULE, version);
    }

    private static String strict(String operation) {
        String object = peerAuthentication("STRICT");
        return review(
                "security.istio.io",
                "PeerAuthentication",
                "peerauthentications",
                operation,
                object,
                operation.equals("UPDATE") ? object : "null");
    }

    private static String disabled() {
        return review(
                "security.istio.io",
                "PeerAuthentication",
                "peerauthentications",
                "CREATE",
                peerAuthentication("DISABLE"),
                "null");
    }

    private static String open() {
        return review(
                "security.istio.io",
                "AuthorizationPolicy",
                "authorizationpolicies",
                "CREATE",
                """
                {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy","metadata":{"name":"x",\
                "namespace":"shop"},"spec":{"action":"ALLOW","rules":[{}]}}\
                """,
                "null");
    }

    private static String configMap() {
        return review(
                "",
                "ConfigMap",
                "configmaps",
                "CREATE",
                """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","namespace":"shop"},\
                "data":{"bad":"yes"}}\
                """,
                "null");
    }

    private static String peerAuthentication(String mode) {
        return """
        {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"x",\
        "namespace":"shop"},"spec":{"selector":{"matchLabels":{"app":"a"}},"mtls":{"mode":"%s"}}}\
        """
                .formatted(mode);
    }

    private static String review(
            String group, String kind, String plural, String operation, String object, String old) {
        return """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",\
        "kind":{"group":"%s","version":"v1","kind":"%s"},\
        "resource":{"group":"%s","version":"v1","resource":"%s"},\
        "name":"x","namespace":"shop","operation":"%s",\
        "userInfo":{"username":"ann","groups":["shop"]},"object":%s,"oldObject":%s}}\
        """
                .formatted(group, kind, group, plural, operation, object, old);
    }
}
