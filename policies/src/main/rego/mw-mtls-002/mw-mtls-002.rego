# METADATA
# title: Namespace peer authentication resolves below STRICT
# description: A PeerAuthentication of a namespace, without a selector, that puts the namespace at PERMISSIVE or DISABLE or inherits that.
# custom:
#   id: MW-MTLS-002
#   severity: high
#   fix: Write STRICT, or exempt the namespace with an end date while it migrates.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [PeerAuthentication]}], operations: [CREATE, UPDATE]}
#   clauses:
#     a: {action: deny}
#     b: {action: warn, needs: [{mesh: [security.istio.io/PeerAuthentication]}]}
package meshwarden.rules.mtls_002

import data.meshwarden.lib
import data.meshwarden.lib.security

in_scope if {
	not lib.in_root_namespace
	not security.selects_workloads(lib.spec)
}

written := security.written_mode(lib.spec)

deny contains {
	"msg": sprintf("PeerAuthentication %s leaves namespace %s at %s.", [lib.full_name, lib.namespace, written]),
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

warn contains {
	"msg": sprintf("PeerAuthentication %s leaves namespace %s at %s, inherited from the mesh.", [lib.full_name, lib.namespace, security.mesh_mode]),
	"path": security.mode_path(lib.spec),
	"clause": "b",
	"details": {"mode": security.mesh_mode},
} if {
	unwritten
	lib.has_mesh
	security.mesh_mode != "STRICT"
}

unchecked contains {"clause": "b", "needs": "mesh"} if {
	unwritten
	not lib.has_mesh
}

patch contains {"id": "MW-MTLS-002", "ops": security.strict_mode_patch} if {
	unwritten
	lib.has_mesh
	security.mesh_mode != "STRICT"
}
