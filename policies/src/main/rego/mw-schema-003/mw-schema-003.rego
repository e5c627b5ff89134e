# METADATA
# title: Deprecated field, value or API version
# description: A field, value or API version that Istio or Gatekeeper has replaced or removed.
# custom:
#   id: MW-SCHEMA-003
#   severity: low
#   fix: Apply the replacement that the message names.
#   match:
#     kinds:
#       - {apiGroups: [security.istio.io, networking.istio.io, telemetry.istio.io, extensions.istio.io], kinds: ["*"]}
#       - {apiGroups: [rbac.istio.io, authentication.istio.io, config.istio.io, install.istio.io, config.gatekeeper.sh], kinds: ["*"]}
#       - {apiGroups: [""], kinds: [Pod]}
#       - {apiGroups: [apps], kinds: [Deployment, StatefulSet, DaemonSet, ReplicaSet]}
#       - {apiGroups: [batch], kinds: [Job, CronJob]}
#     operations: [CREATE, UPDATE]
#   clauses:
#     a: {action: warn}
#     b: {action: deny}
package meshwarden.rules.schema_003

import data.meshwarden.lib
import data.meshwarden.lib.workloads

group := input.request.kind.group

version := input.request.kind.version

kind := input.request.kind.kind

message(what, state, replacement) := sprintf("%s %s: %s is %s; use %s.", [kind, lib.full_name, what, state, replacement])

violation(clause, steps, what, state, replacement) := {
	"msg": message(what, state, replacement),
	"path": lib.pointer(steps),
	"clause": clause,
	"fix": sprintf("Use %s.", [replacement]),
	"details": {"replacement": replacement},
}

# Traffic policies of a DestinationRule, port levels included, with their places.
policies contains {"policy": policy, "steps": steps} if {
	kind == "DestinationRule"
	some [steps, policy] in array.concat([[["spec", "trafficPolicy"], lib.block(lib.spec, "trafficPolicy")]], subset_policies)
	count(policy) > 0
}

policies contains {"policy": port, "steps": array.concat(found[0], ["portLevelSettings", i])} if {
	kind == "DestinationRule"
	some found in array.concat([[["spec", "trafficPolicy"], lib.block(lib.spec, "trafficPolicy")]], subset_policies)
	some i, port in lib.items(found[1], "portLevelSettings")
}

subset_policies := [[["spec", "subsets", s, "trafficPolicy"], lib.block(subset, "trafficPolicy")] |
	some s, subset in lib.items(lib.spec, "subsets")
]

warn contains violation("a", array.concat(found.steps, ["loadBalancer", "simple"]), "LEAST_CONN", "deprecated", "LEAST_REQUEST") if {
	some found in policies
	lib.block(found.policy, "loadBalancer").simple == "LEAST_CONN"
}

warn contains violation("a", array.concat(found.steps, ["outlierDetection", "consecutiveErrors"]), "consecutiveErrors", "deprecated", "consecutive5xxErrors") if {
	some found in policies
	lib.populated(lib.block(found.policy, "outlierDetection"), "consecutiveErrors")
}

warn contains violation("a", array.concat(found.steps, ["loadBalancer", "consistentHash", "minimumRingSize"]), "minimumRingSize", "deprecated", "consistentHash.ringHash.minimumRingSize") if {
	some found in policies
	lib.populated(lib.block(lib.block(found.policy, "loadBalancer"), "consistentHash"), "minimumRingSize")
}

http_routes[i] := route if {
	kind == "VirtualService"
	some i, route in lib.items(lib.spec, "http")
	is_object(route)
}

warn contains violation("a", ["spec", "http", i, field], field, "deprecated", "mirrorPercentage.value") if {
	some i, route in http_routes
	some field in ["mirrorPercent", "mirror_percent"]
	lib.populated(route, field)
}

warn contains violation("a", ["spec", "http", i, "fault", "delay", "percent"], "fault.delay.percent", "deprecated", "fault.delay.percentage.value") if {
	some i, route in http_routes
	lib.populated(lib.block(lib.block(route, "fault"), "delay"), "percent")
}

warn contains violation("a", ["spec", "http", i, "corsPolicy", "allowOrigin"], "corsPolicy.allowOrigin", "deprecated", "corsPolicy.allowOrigins[].exact") if {
	some i, route in http_routes
	lib.populated(lib.block(route, "corsPolicy"), "allowOrigin")
}

warn contains violation("a", ["spec", "servers", i, "port", "targetPort"], "targetPort", "deprecated", "the port number alone") if {
	kind == "Gateway"
	some i, server in lib.items(lib.spec, "servers")
	lib.populated(lib.block(server, "port"), "targetPort")
}

warn contains violation("a", ["spec", direction, i, "port", "targetPort"], "targetPort", "deprecated", "defaultEndpoint") if {
	kind == "Sidecar"
	some direction in ["ingress", "egress"]
	some i, listener in lib.items(lib.spec, direction)
	lib.populated(lib.block(listener, "port"), "targetPort")
}

warn contains {
	"msg": message("annotation sidecar.istio.io/inject", "deprecated", "the label of the same name"),
	"path": workloads.path(["metadata", "annotations", "sidecar.istio.io/inject"]),
	"clause": "a",
	"details": {},
} if {
	kind in {"Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"}
	not workloads.left_out
	workloads.pod_annotations["sidecar.istio.io/inject"]
	not workloads.pod_labels["sidecar.istio.io/inject"]
}

gone := {
	"rbac.istio.io": "AuthorizationPolicy of security.istio.io/v1",
	"authentication.istio.io": "PeerAuthentication and RequestAuthentication of security.istio.io/v1",
	"config.istio.io": "Telemetry and EnvoyFilter",
}

deny contains violation("b", ["apiVersion"], sprintf("API group %s", [group]), "gone", gone[group]) if gone[group]

deny contains violation("b", ["apiVersion"], "security.istio.io/v1alpha1", "gone", "security.istio.io/v1") if {
	group == "security.istio.io"
	version == "v1alpha1"
}

deny contains violation("b", ["apiVersion"], sprintf("kind %s in config.gatekeeper.sh", [kind]), "gone", "constraints.gatekeeper.sh/v1beta1 with match as an object") if {
	group == "config.gatekeeper.sh"
	kind != "Config"
}

audit contains violation("a", ["apiVersion"], sprintf("%s/%s", [group, version]), "served but older", sprintf("%s/v1", [group])) if {
	group in {"security.istio.io", "networking.istio.io", "telemetry.istio.io"}
	version in {"v1alpha3", "v1beta1"}
	not kind in {"EnvoyFilter", "ProxyConfig"}
}

audit contains violation("a", ["apiVersion"], "telemetry.istio.io/v1alpha1", "served but older", "telemetry.istio.io/v1") if {
	group == "telemetry.istio.io"
	version == "v1alpha1"
}

audit contains violation("a", ["apiVersion"], "install.istio.io/v1alpha1", "served by no cluster", "Helm values, or this file as the installer's input") if group == "install.istio.io"
