# METADATA
# title: Namespace leaves the mesh
# description: A Namespace whose labels enrolled it for sidecars or for ambient mode, and no longer do.
# custom:
#   id: MW-NS-002
#   severity: high
#   fix: Keep a label, or drain workloads and use break-glass.
#   match: {kinds: [{apiGroups: [""], kinds: [Namespace]}], operations: [UPDATE]}
package meshwarden.rules.ns_002

import data.meshwarden.lib
import data.meshwarden.lib.namespaces
import data.meshwarden.lib.security

outside := object.get(input.parameters, "unenrolledNamespaces", lib.setting("unenrolledNamespaces", []))

described(labels) := "no mesh label" if count(namespaces.mesh_labels(labels)) == 0

else := security.label_text(namespaces.mesh_labels(labels))

deny contains {
	"msg": sprintf("Namespace %s would leave the mesh (%s to %s).", [lib.name, described(namespaces.labels_before), described(lib.labels)]),
	"path": "/metadata/labels",
	"details": {},
} if {
	input.request.operation == "UPDATE"
	not lib.name in outside
	namespaces.enrolled(namespaces.labels_before)
	not namespaces.enrolled(lib.labels)
}
