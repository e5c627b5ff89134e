package dev.meshwarden.policy.mesh;

import static dev.meshwarden.policy.mesh.Enrolment.member;
import static dev.meshwarden.policy.mesh.Enrolment.text;

import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The PeerAuthentications of a view in the order in which they win: older first, then by name, then by namespace. */
public final class PeerPolicies {
    private static final String GROUP = "security.istio.io";
    private static final String KIND = "PeerAuthentication";

    private final String rootNamespace;
    private final List<Policy> inOrder;

    /** One policy, read once. */
    private record Policy(
            String namespace,
            String name,
            String created,
            Map<String, String> selector,
            String mode,
            Map<String, String> ports) {}

    private PeerPolicies(String rootNamespace, List<Policy> inOrder) {
        this.rootNamespace = rootNamespace;
        this.inOrder = inOrder;
    }

    public static PeerPolicies of(MeshView mesh, String rootNamespace) {
        List<Policy> all = new ArrayList<>();
        for (Obj object : mesh.all(GROUP, KIND)) {
            Obj meta = member(object, "metadata");
            Obj spec = member(object, "spec");
            Map<String, String> ports = new java.util.TreeMap<>();
            member(spec, "portLevelMtls")
                    .forEach((k, v) ->
                            ports.put(
                                    k instanceof dev.meshwarden.rego.value.Str s
                                            ? s.text()
                                            : k.toString(),
                                    v instanceof Obj o ? text(o, "mode") : ""));
            all.add(
                    new Policy(
                            text(meta, "namespace"),
                            text(meta, "name"),
                            text(meta, "creationTimestamp"),
                            Enrolment.strings(member(member(spec, "selector"), "matchLabels")),
                            text(member(spec, "mtls"), "mode"),
                            ports));
        }
        // An object without a timestamp is being created and is younger than all that exist.
        all.sort(
                Comparator.comparing((Policy p) -> p.created().isEmpty())
                        .thenComparing(Policy::created)
                        .thenComparing(Policy::name)
                        .thenComparing(Policy::namespace));
        return new PeerPolicies(rootNamespace, all);
    }

    /** The mode in force on every port of a workload that is declared or that a policy of its namespace names, and on the rest. */
    public List<EffectiveMode> modes(Workload workload, SortedSet<String> namedPorts) {
        SortedSet<String> ports = new TreeSet<>(namedPorts);
        workload.ports().forEach(p -> ports.add(Integer.toString(p)));
        ports.add("other");
        return ports.stream().map(p -> new EffectiveMode(workload, p, mode(workload, p))).toList();
    }

    /** Every key of a port map among the policies of a namespace. */
    public SortedSet<String> portsNamed(String namespace) {
        SortedSet<String> ports = new TreeSet<>();
        inOrder.stream()
                .filter(p -> p.namespace().equals(namespace))
                .forEach(p -> ports.addAll(p.ports().keySet()));
        return ports;
    }

    private MtlsMode mode(Workload workload, String port) {
        boolean inRoot = workload.namespace().equals(rootNamespace);
        Policy mesh = first(rootNamespace, null);
        Policy namespace = inRoot ? null : first(workload.namespace(), null);
        Policy own = inRoot ? null : first(workload.namespace(), workload);
        MtlsMode mode = MtlsMode.PERMISSIVE;
        for (Policy policy : new Policy[] {mesh, namespace, own}) {
            mode = policy == null ? mode : written(policy.mode(), mode);
        }
        return own == null ? mode : written(own.ports().getOrDefault(port, ""), mode);
    }

    /** The winner of a scope: without a workload among the policies without a selector, else among those that select it. */
    private @Nullable Policy first(String namespace, @Nullable Workload workload) {
        for (Policy policy : inOrder) {
            boolean inScope =
                    workload == null
                            ? policy.selector().isEmpty()
                            : !policy.selector().isEmpty() && workload.matches(policy.selector());
            if (policy.namespace().equals(namespace) && inScope) {
                return policy;
            }
        }
        return null;
    }

    private static MtlsMode written(String text, MtlsMode inherited) {
        return switch (text) {
            case "DISABLE" -> MtlsMode.DISABLE;
            case "PERMISSIVE" -> MtlsMode.PERMISSIVE;
            case "STRICT" -> MtlsMode.STRICT;
            default -> inherited;
        };
    }
}
