# METADATA
# title: Workload peer authentication resolves below STRICT
# description: A PeerAuthentication with a selector that puts its workloads at PERMISSIVE or DISABLE or inherits that.
# custom:
#   id: MW-MTLS-003
#   severity: high
#   fix: Use STRICT, or open a single port with an Exemption of MW-MTLS-004 instead of the whole workload.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [PeerAuthentication]}], operations: [CREATE, UPDATE]}
#   clauses:
#     a: {action: deny}
#     b: {action: warn, needs: [{mesh: [security.istio.io/PeerAuthentication]}]}
package meshwarden.rules.mtls_003

import data.meshwarden.lib
import data.meshwarden.lib.security

in_scope if {
	not lib.in_root_namespace
	security.selects_workloads(lib.spec)
}

written := security.written_mode(lib.spec)

workloads := security.label_text(security.match_labels(lib.spec))

deny contains {
	"msg": sprintf("PeerAuthentication %s puts workloads %s at %s.", [lib.full_name, workloads, written]),
	"path": "/spec/mtls/mode",
	"clause": "a",
	"details": {"mode": written},
} if {
	in_scope
	written in {"PERMISSIVE", "DISABLE"}
}

unwritten if {
	in_scope
	written == ""
}

inherited := security.namespace_mode(lib.namespace)

warn contains {
	"msg": sprintf("PeerAuthentication %s puts workloads %s at %s.", [lib.full_name, workloads, inherited]),
	"path": security.mode_path(lib.spec),
	"clause": "b",
	"details": {"mode": inherited},
} if {
	unwritten
	lib.has_mesh
	inherited != "STRICT"
}

unchecked contains {"clause": "b", "needs": "mesh"} if {
	unwritten
	not lib.has_mesh
}
