# METADATA
# title: Security policy attached to nothing
# description: A policy whose target is a GatewayClass that it may not attach to, or that no waypoint has.
# custom:
#   id: MW-AUTHZ-015
#   severity: medium
#   fix: Fix the name, labels or attachment; deploy the waypoint first.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy, RequestAuthentication]}], operations: [CREATE, UPDATE]}
#   parameters: {waypointClasses: [istio-waypoint]}
#   clauses:
#     a: {action: deny}
package meshwarden.rules.authz_015

import data.meshwarden.lib

waypoint_classes := lib.parameter("waypointClasses", ["istio-waypoint"])

classes contains {"name": ref.name, "path": path} if {
	some i, ref in lib.items(lib.spec, "targetRefs")
	ref.kind == "GatewayClass"
	path := lib.pointer(["spec", "targetRefs", i])
}

classes contains {"name": ref.name, "path": "/spec/targetRef"} if {
	ref := lib.block(lib.spec, "targetRef")
	ref.kind == "GatewayClass"
}

reason(_) := "a GatewayClass is a target only in the root namespace" if not lib.in_root_namespace

reason(class) := sprintf("no waypoint has GatewayClass %s", [class.name]) if {
	lib.in_root_namespace
	not class.name in waypoint_classes
}

deny contains {
	"msg": sprintf("%s %s is not enforced anywhere: %s.", [input.request.kind.kind, lib.full_name, why]),
	"path": class.path,
	"clause": "a",
	"details": {"class": class.name},
} if {
	some class in classes
	why := reason(class)
}
