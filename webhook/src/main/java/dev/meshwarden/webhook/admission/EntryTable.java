package dev.meshwarden.webhook.admission;

import static dev.meshwarden.policy.review.Operation.CREATE;
import static dev.meshwarden.policy.review.Operation.DELETE;
import static dev.meshwarden.policy.review.Operation.UPDATE;
import static dev.meshwarden.webhook.admission.Entry.FailMode.CLOSED;
import static dev.meshwarden.webhook.admission.Entry.FailMode.OPEN;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.webhook.admission.EntryRow.Covered;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The allow-list of entries: nothing beyond these rows is ever registered, whatever policies match. Pods, nodes, leases, secrets and
 * RBAC are in no row, so that a fault of ours cannot stop a cluster from repairing itself.
 */
public final class EntryTable {
    /** Answers the proof that calls arrive, and nothing else. */
    public static final String CANARY = "canary";

    /** The label of the object that only the canary's entry is called about. */
    public static final String CANARY_LABEL = "meshwarden.io/canary";

    /** Key of that object's data whose value the answer repeats. */
    public static final String CANARY_WORD = "nonce";

    /** Namespaces with this label, whatever its value, are left alone. */
    public static final String EXEMPT_LABEL = "meshwarden.io/exempt";

    /** Security policies of namespaces where this label is {@code true} are for their owners to change. */
    public static final String PROTECTED_LABEL = "policy.meshwarden.io/protected";

    private static final Set<Operation> WRITES = Set.of(CREATE, UPDATE);
    private static final Set<Operation> ALL = Set.of(CREATE, UPDATE, DELETE);
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final List<Covered> SECURITY =
            List.of(
                    whole(
                            "security.istio.io",
                            Map.of(
                                    "AuthorizationPolicy", "authorizationpolicies",
                                    "PeerAuthentication", "peerauthentications",
                                    "RequestAuthentication", "requestauthentications")),
                    only("networking.istio.io", Map.of("EnvoyFilter", "envoyfilters")),
                    whole(
                            "extensions.istio.io",
                            Map.of(
                                    "TrafficExtension", "trafficextensions",
                                    "WasmPlugin", "wasmplugins")));

    private static final List<Covered> TRAFFIC =
            List.of(
                    new Covered(
                            "networking.istio.io",
                            new TreeMap<>(
                                    Map.of(
                                            "DestinationRule", "destinationrules",
                                            "Gateway", "gateways",
                                            "ProxyConfig", "proxyconfigs",
                                            "ServiceEntry", "serviceentries",
                                            "Sidecar", "sidecars",
                                            "VirtualService", "virtualservices",
                                            "WorkloadEntry", "workloadentries",
                                            "WorkloadGroup", "workloadgroups")),
                            true,
                            Set.of("EnvoyFilter"),
                            List.of()),
                    whole("telemetry.istio.io", Map.of("Telemetry", "telemetries")),
                    whole(
                            "gateway.networking.k8s.io",
                            Map.of(
                                    "Gateway", "gateways",
                                    "GatewayClass", "gatewayclasses",
                                    "GRPCRoute", "grpcroutes",
                                    "HTTPRoute", "httproutes",
                                    "ReferenceGrant", "referencegrants",
                                    "TCPRoute", "tcproutes",
                                    "TLSRoute", "tlsroutes")));

    private static final List<Covered> WORKLOADS =
            List.of(
                    only(
                            "apps",
                            Map.of(
                                    "DaemonSet", "daemonsets",
                                    "Deployment", "deployments",
                                    "StatefulSet", "statefulsets")),
                    only("batch", Map.of("CronJob", "cronjobs", "Job", "jobs")));

    private static final List<Covered> CONFIG_MAPS =
            List.of(only("", Map.of("ConfigMap", "configmaps")));

    /** Labels of a Namespace can be written by both of its subresources too. */
    private static final List<Covered> NAMESPACES =
            List.of(
                    new Covered(
                            "",
                            new TreeMap<>(Map.of("Namespace", "namespaces")),
                            false,
                            Set.of(),
                            List.of("finalize", "status")));

    /** In the order in which they are registered. */
    public static final List<EntryRow> ROWS =
            List.of(
                    validating("security", CLOSED, LONG, ALL, SECURITY, false),
                    validating("traffic", CLOSED, LONG, ALL, TRAFFIC, false),
                    validating("namespace-guard", CLOSED, SHORT, WRITES, NAMESPACES, false),
                    validating("mesh-config", CLOSED, LONG, ALL, CONFIG_MAPS, false),
                    validating("workloads", OPEN, SHORT, WRITES, WORKLOADS, true),
                    validating(CANARY, OPEN, SHORT, Set.of(CREATE), CONFIG_MAPS, false),
                    new EntryRow(
                            "istio",
                            Phase.MUTATE,
                            OPEN,
                            SHORT,
                            WRITES,
                            Stream.concat(SECURITY.stream(), TRAFFIC.stream()).toList(),
                            false));

    private EntryTable() {}

    /** The row of this name, whichever way it was called. */
    public static Optional<EntryRow> find(String name) {
        return ROWS.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    /** What the canary's entry refuses with. */
    public static String canaryAnswer(String word) {
        return "canary " + word + " arrived";
    }

    private static EntryRow validating(
            String name,
            Entry.FailMode failMode,
            Duration timeout,
            Set<Operation> operations,
            List<Covered> covers,
            boolean optIn) {
        return new EntryRow(name, Phase.VALIDATE, failMode, timeout, operations, covers, optIn);
    }

    private static Covered whole(String group, Map<String, String> resources) {
        return new Covered(group, new TreeMap<>(resources), true, Set.of(), List.of());
    }

    private static Covered only(String group, Map<String, String> resources) {
        return new Covered(group, new TreeMap<>(resources), false, Set.of(), List.of());
    }
}
