package dev.meshwarden.policy.review;

import java.util.Locale;
import java.util.Set;

/** What is known of kinds without asking a cluster: whether they are namespaced, and the name of their resource. */
final class Scopes {
    private static final Set<String> CLUSTER_SCOPED =
            Set.of(
                    "/Namespace",
                    "/Node",
                    "/PersistentVolume",
                    "gateway.networking.k8s.io/GatewayClass",
                    "networking.k8s.io/IngressClass",
                    "rbac.authorization.k8s.io/ClusterRole",
                    "rbac.authorization.k8s.io/ClusterRoleBinding");

    private static final Set<String> NAMESPACED_GROUPS =
            Set.of(
                    "",
                    "apps",
                    "autoscaling",
                    "batch",
                    "extensions.istio.io",
                    "gateway.networking.k8s.io",
                    "install.istio.io",
                    "networking.istio.io",
                    "networking.k8s.io",
                    "policy",
                    "rbac.authorization.k8s.io",
                    "security.istio.io",
                    "telemetry.istio.io");

    private Scopes() {}

    /** False also where it is not known. */
    static boolean isNamespaced(Gvk gvk) {
        return NAMESPACED_GROUPS.contains(gvk.group())
                && !CLUSTER_SCOPED.contains(gvk.group() + "/" + gvk.kind());
    }

    /** The plural as API servers form it for nearly every kind. */
    static String resource(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("endpoints")) {
            return name;
        }
        if (name.endsWith("y") && name.length() > 1 && !isVowel(name.charAt(name.length() - 2))) {
            return name.substring(0, name.length() - 1) + "ies";
        }
        return name.endsWith("s") || name.endsWith("x") || name.endsWith("ch")
                ? name + "es"
                : name + "s";
    }

    private static boolean isVowel(char c) {
        return "aeiou".indexOf(c) >= 0;
    }
}
