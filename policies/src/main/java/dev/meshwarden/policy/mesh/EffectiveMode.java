package dev.meshwarden.policy.mesh;

/**
 * The mutual-TLS mode in force on one port of one workload, after every PeerAuthentication that reaches it: port over workload over
 * namespace over mesh, UNSET inheriting outwards, PERMISSIVE when nothing speaks. Of two at one scope the older counts. A policy with
 * a selector in the root namespace counts for nothing.
 *
 * @param port the workload's own port, never the Service's; {@code other} for every port that nobody names
 * @see <a href="https://istio.io/latest/docs/reference/config/security/peer_authentication/">PeerAuthentication</a>; its selector
 *     paragraph contradicts its note on the root namespace, and we follow Istio's code
 */
public record EffectiveMode(Workload workload, String port, MtlsMode mode) {}
