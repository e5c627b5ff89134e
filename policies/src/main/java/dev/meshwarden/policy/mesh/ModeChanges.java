package dev.meshwarden.policy.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a change of policies does to the mode in force (rule catalogue, section 4.1.6). */
public final class ModeChanges {
    private ModeChanges() {}

    /** One port of one workload that accepts more than before. */
    public record Lowered(Workload workload, String port, MtlsMode before, MtlsMode after) {}

    /**
     * Every port that falls.
     *
     * @param before the cluster before the request
     * @param after the same with the request applied
     */
    public static List<Lowered> lowered(
            MeshView before, MeshView after, String rootNamespace, List<String> gatewaySelectors) {
        PeerPolicies old = PeerPolicies.of(before, rootNamespace);
        PeerPolicies changed = PeerPolicies.of(after, rootNamespace);
        List<Lowered> found = new ArrayList<>();
        for (Workload workload : Workloads.of(before, gatewaySelectors)) {
            SortedSet<String> ports = new TreeSet<>(old.portsNamed(workload.namespace()));
            ports.addAll(changed.portsNamed(workload.namespace()));
            List<EffectiveMode> was = old.modes(workload, ports);
            List<EffectiveMode> is = changed.modes(workload, ports);
            for (int i = 0; i < was.size(); i++) {
                if (is.get(i).mode().compareTo(was.get(i).mode()) < 0) {
                    found.add(
                            new Lowered(
                                    workload,
                                    was.get(i).port(),
                                    was.get(i).mode(),
                                    is.get(i).mode()));
                }
            }
        }
        return found;
    }
}
