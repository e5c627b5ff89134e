# METADATA
# title: How Istio reads its security policies
# description: Scopes, modes and gateways, as istiod reads them (rule catalogue, sections 1.2 and 1.6).
package meshwarden.lib.security

import data.meshwarden.lib

# Labels that a selector asks for; {} selects the whole scope.
match_labels(spec) := lib.block(lib.block(spec, "selector"), "matchLabels")

selects_workloads(spec) if count(match_labels(spec)) > 0

target_refs(spec) := array.concat(lib.items(spec, "targetRefs"), [r |
	r := lib.block(spec, "targetRef")
	count(r) > 0
])

# Labels as people read them: a=b,c=d in key order.
label_text(labels) := concat(",", [sprintf("%s=%v", [k, labels[k]]) | some k in sort(object.keys(labels))])

# The mode that an object writes; UNSET and nothing written are "".
written_mode(block) := mode if {
	mode := lib.text(lib.block(block, "mtls"), "mode")
	mode != "UNSET"
} else := ""

# Where the mode stands, or where it would.
mode_path(spec) := "/spec/mtls/mode" if is_string(lib.block(spec, "mtls").mode)

else := "/spec/mtls"

peer_authentications := lib.known("security.istio.io/PeerAuthentication")

# The mode in force for a scope without selector, in the cluster as known: its oldest policy counts.
scope_mode(namespace) := written_mode(lib.block(winner, "spec")) if {
	rivals := {[created, name] |
		some key, object in peer_authentications
		name := split(key, "/")[1]
		split(key, "/")[0] == namespace
		not selects_workloads(lib.block(object, "spec"))
		created := lib.text(lib.block(object, "metadata"), "creationTimestamp")
	}
	first := sort(rivals)[0]
	winner := peer_authentications[sprintf("%s/%s", [namespace, first[1]])]
} else := ""

mesh_mode := "PERMISSIVE" if scope_mode(lib.root_namespace) == ""

else := scope_mode(lib.root_namespace)

# What a workload policy without a mode of its own inherits.
namespace_mode(namespace) := scope_mode(namespace) if scope_mode(namespace) != ""

else := mesh_mode

# A policy whose selector names a gateway, in a namespace that gateways live in, or whose targets are all gateways.
gateway_only(spec) if {
	some entry in lib.setting("gatewayPodSelectors", [])
	parts := split(entry, "=")
	match_labels(spec)[parts[0]] == parts[1]
	lib.namespace in lib.setting("gatewayAdminNamespaces", [])
}

gateway_only(spec) if {
	refs := target_refs(spec)
	count(refs) > 0
	every ref in refs {
		ref.kind == "Gateway"
		gateway := lib.known("gateway.networking.k8s.io/Gateway")[sprintf("%s/%s", [lib.namespace, ref.name])]
		not lib.text(lib.block(gateway, "spec"), "gatewayClassName") in lib.setting("waypointClasses", ["istio-waypoint"])
	}
}

# A policy that is only tried out.
dry_run(annotations) if lib.truthy(annotations["istio.io/dry-run"])

# Operations that add STRICT where no mode was written; undefined where one was, UNSET included.
strict_mode_patch := [
	{"op": "test", "path": "/spec", "value": object_spec},
	{"op": "add", "path": "/spec/mtls", "value": {"mode": "STRICT"}},
] if {
	object_spec := lib.subject.spec
	is_object(object_spec)
	no_mode_written(object_spec)
}

no_mode_written(written) if not lib.populated(written, "mtls")

no_mode_written(written) if {
	is_object(written.mtls)
	not lib.populated(written.mtls, "mode")
}

strict_mode_patch := [
	{"op": "test", "path": "/metadata/name", "value": lib.subject.metadata.name},
	{"op": "add", "path": "/spec", "value": {"mtls": {"mode": "STRICT"}}},
] if {
	object.get(lib.subject, "spec", null) == null
}
