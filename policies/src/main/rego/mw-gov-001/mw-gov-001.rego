# METADATA
# title: Security configuration changed by someone else
# description: An Istio object of the root namespace, or a security policy of a protected namespace, changed by a user who does not own it.
# custom:
#   id: MW-GOV-001
#   severity: critical
#   fix: Route the change through the owning team.
#   match: {kinds: [{apiGroups: [security.istio.io, networking.istio.io, telemetry.istio.io, extensions.istio.io], kinds: ["*"]}], operations: [CREATE, UPDATE, DELETE]}
#   clauses:
#     a: {action: deny}
#     b: {action: deny}
package meshwarden.rules.gov_001

import data.meshwarden.lib
import data.meshwarden.lib.deletion
import data.meshwarden.lib.identities

kind := input.request.kind.kind

message := sprintf("%s may not %s %s %s.", [lib.user_name, lower(input.request.operation), kind, lib.full_name])

in_root if {
	lib.in_root_namespace
	not deletion.cleaning_up
}

deny contains {"msg": message, "path": "", "clause": "a", "details": {"user": lib.user_name}} if {
	in_root
	lib.has_user
	count(identities.mesh_admins) > 0
	not identities.is_mesh_admin
	not identities.is_system
}

unchecked contains {"clause": "a", "needs": "user"} if {
	in_root
	not lib.has_user
}

unchecked contains {"clause": "a", "needs": {"setting": "meshAdmins"}} if {
	in_root
	lib.has_user
	count(identities.mesh_admins) == 0
}

security_kind if kind in {"PeerAuthentication", "AuthorizationPolicy", "RequestAuthentication"}

listed if lib.namespace in object.get(input.parameters, "protectedNamespaces", lib.setting("protectedNamespaces", []))

labelled if lib.block(lib.block(lib.known("/Namespace")[sprintf("/%s", [lib.namespace])], "metadata"), "labels")["policy.meshwarden.io/protected"] == "true"

protected if listed

protected if labelled

nobody_named if count(identities.mesh_admins) + count(identities.security_admins) == 0

deny contains {"msg": message, "path": "", "clause": "b", "details": {"user": lib.user_name}} if {
	security_kind
	protected
	not deletion.cleaning_up
	lib.has_user
	not nobody_named
	not identities.is_mesh_admin
	not identities.is_security_admin
	not identities.is_system
}

unchecked contains {"clause": "b", "needs": "mesh"} if {
	security_kind
	not listed
	not lib.has_mesh
}

unchecked contains {"clause": "b", "needs": "user"} if {
	security_kind
	protected
	not lib.has_user
}

unchecked contains {"clause": "b", "needs": {"setting": "securityAdmins"}} if {
	security_kind
	protected
	lib.has_user
	nobody_named
}
