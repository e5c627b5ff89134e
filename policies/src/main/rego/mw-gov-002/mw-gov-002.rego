# METADATA
# title: Protected policy removed or unmarked
# description: An Istio object labelled as protected that is deleted, or loses the label, by a user who is no mesh administrator.
# custom:
#   id: MW-GOV-002
#   severity: high
#   fix: Ask a mesh administrator.
#   match: {kinds: [{apiGroups: [security.istio.io, networking.istio.io, telemetry.istio.io, extensions.istio.io], kinds: ["*"]}], operations: [UPDATE, DELETE]}
#   parameters: {protectedLabel: policy.meshwarden.io/protected}
package meshwarden.rules.gov_002

import data.meshwarden.lib
import data.meshwarden.lib.deletion
import data.meshwarden.lib.identities

label := object.get(input.parameters, "protectedLabel", "policy.meshwarden.io/protected")

marked(object) if lib.block(lib.block(object, "metadata"), "labels")[label] == "true"

was_marked if marked(lib.object_before)

# What happens to the mark, and where that shows.
loss := {"what": "deleted", "path": ""} if {
	input.request.operation == "DELETE"
	was_marked
	not deletion.cleaning_up
}

loss := {"what": "unmarked", "path": "/metadata/labels"} if {
	input.request.operation == "UPDATE"
	was_marked
	not marked(lib.object_now)
}

deny contains {
	"msg": sprintf("%s %s is protected and may not be %s by %s.", [input.request.kind.kind, lib.full_name, loss.what, lib.user_name]),
	"path": loss.path,
	"details": {"user": lib.user_name},
} if {
	lib.has_user
	count(identities.mesh_admins) > 0
	not identities.is_mesh_admin
	not identities.is_system
}

unchecked contains {"needs": "user"} if {
	loss
	not lib.has_user
}

unchecked contains {"needs": {"setting": "meshAdmins"}} if {
	loss
	lib.has_user
	not identities.is_system
	count(identities.mesh_admins) == 0
}
