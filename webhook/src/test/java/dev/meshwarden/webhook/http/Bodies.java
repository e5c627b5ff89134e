package dev.meshwarden.webhook.http;

/** AdmissionReviews as text. */
final class Bodies {
    private Bodies() {}

    static final String UID = "705ab4f5-6393-11e8-b7cc-42010a800002";

    static String review(String operation, String object, String oldObject) {
        return """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"%s",\
        "kind":{"group":"security.istio.io","version":"v1","kind":"PeerAuthentication"},\
        "resource":{"group":"security.istio.io","version":"v1","resource":"peerauthentications"},\
        "name":"x","namespace":"payment","operation":"%s",\
        "userInfo":{"username":"admin","groups":["system:authenticated"]},\
        "object":%s,"oldObject":%s,"dryRun":false}}\
        """
                .formatted(UID, operation, object, oldObject);
    }

    static String create(String spec) {
        return review("CREATE", object(spec), "null");
    }

    static String object(String spec) {
        return """
        {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication",\
        "metadata":{"name":"x","namespace":"payment"},"spec":%s}\
        """
                .formatted(spec);
    }
}
