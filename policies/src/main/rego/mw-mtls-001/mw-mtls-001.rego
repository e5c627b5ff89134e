# METADATA
# title: Mesh-wide peer authentication below STRICT
# description: A PeerAuthentication of the root namespace without a selector whose mode is not STRICT.
# custom:
#   id: MW-MTLS-001
#   severity: critical
#   fix: "Set spec.mtls.mode: STRICT here and carry migration exceptions as namespaced policies with an expiry."
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [PeerAuthentication]}], operations: [CREATE, UPDATE]}
#   parameters: {allowedMeshModes: [STRICT]}
package meshwarden.rules.mtls_001

import data.meshwarden.lib
import data.meshwarden.lib.security

mode := security.written_mode(lib.spec) if security.written_mode(lib.spec) != ""

else := "PERMISSIVE"

violated if {
	lib.in_root_namespace
	not security.selects_workloads(lib.spec)
	not mode in object.get(input.parameters, "allowedMeshModes", ["STRICT"])
}

deny contains {
	"msg": sprintf("Mesh-wide PeerAuthentication %s resolves to %s; every workload that has no policy of its own will accept plaintext.", [lib.full_name, mode]),
	"path": security.mode_path(lib.spec),
	"details": {"mode": mode},
} if {
	violated
}

# What the author left out is filled in; a written mode, UNSET included, never changes.
patch contains {"id": "MW-MTLS-001", "ops": ops} if {
	violated
	ops := security.strict_mode_patch
}
