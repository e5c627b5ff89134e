# METADATA
# title: Selector of the wrong shape selects everything
# description: A selector block whose labels stand where Istio does not look, so that the object covers its whole namespace.
# custom:
#   id: MW-SCHEMA-004
#   severity: high
#   fix: Write selector.matchLabels (or workloadSelector.labels), or leave the block out.
#   match: {kinds: [{apiGroups: [security.istio.io, networking.istio.io, telemetry.istio.io, extensions.istio.io], kinds: ["*"]}], operations: [CREATE, UPDATE]}
#   clauses:
#     a: {action: deny}
#     b: {action: deny}
package meshwarden.rules.schema_004

import data.meshwarden.lib

group := input.request.kind.group

kind := input.request.kind.kind

match_labels_kind if group in {"security.istio.io", "telemetry.istio.io", "extensions.istio.io"}

match_labels_kind if kind == "ProxyConfig"

# The selector's field and the one key that it may have.
shape := ["selector", "matchLabels"] if match_labels_kind

else := ["workloadSelector", "matchLabels"] if kind == "DestinationRule"

else := ["workloadSelector", "labels"] if kind in {"EnvoyFilter", "ServiceEntry", "Sidecar"}

block := lib.spec[shape[0]]

strange := sort([key | some key in object.keys(block); key != shape[1]])

message(found) := sprintf("%s %s: selector %s does not restrict anything.", [kind, lib.full_name, found])

deny contains {"msg": message(sprintf("with %s", [concat(", ", strange)])), "path": lib.pointer(["spec", shape[0]]), "clause": "a", "details": {"keys": strange}} if {
	is_object(block)
	count(strange) > 0
}

deny contains {"msg": message(sprintf("with an object under %s", [key])), "path": lib.pointer(["spec", "selector", key]), "clause": "a", "details": {"keys": [key]}} if {
	kind == "Gateway"
	group == "networking.istio.io"
	some key, value in lib.block(lib.spec, "selector")
	is_object(value)
}

empty_block if {
	is_object(block)
	count(strange) == 0
	not lib.populated(block, shape[1])
}

ambiguous := {"msg": message("present but empty"), "path": lib.pointer(["spec", shape[0]]), "clause": "b", "details": {}}

deny contains ambiguous if {
	empty_block
	group == "security.istio.io"
}

warn contains ambiguous if {
	empty_block
	group != "security.istio.io"
}
