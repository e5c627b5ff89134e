# METADATA
# title: "Peer authentication that is ignored: selector in the root namespace"
# description: A PeerAuthentication of the root namespace with a selector, which every proxy ignores.
# custom:
#   id: MW-MTLS-005
#   severity: high
#   fix: Move the policy into the namespace of the workload, or remove the selector if the whole mesh was meant.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [PeerAuthentication]}], operations: [CREATE, UPDATE]}
package meshwarden.rules.mtls_005

import data.meshwarden.lib
import data.meshwarden.lib.security

deny contains {
	"msg": sprintf("PeerAuthentication %s has a selector in the root namespace and will be ignored by every proxy.", [lib.full_name]),
	"path": "/spec/selector",
} if {
	lib.in_root_namespace
	security.selects_workloads(lib.spec)
}
