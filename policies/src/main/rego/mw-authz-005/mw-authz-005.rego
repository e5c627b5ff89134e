# METADATA
# title: ALLOW for any mesh identity
# description: An ALLOW rule with a source identified only by patterns that any workload of the mesh meets.
# custom:
#   id: MW-AUTHZ-005
#   severity: medium
#   fix: Pin at least the namespace, for example <trust-domain>/ns/<namespace>/*.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
#   parameters: {openIdentityAllowedFor: []}
package meshwarden.rules.authz_005

import data.meshwarden.lib
import data.meshwarden.lib.authorization
import data.meshwarden.lib.patterns

# Which pattern leaves the source open; undefined when a populated field narrows it, or none names an identity.
open_pattern(source) := sprintf("%s %s", [field, concat(" ", open[field])]) if {
	fields := authorization.populated_fields(source, authorization.positive_source_fields)
	open := {f: _open_values(f, source[f]) | some f in fields}
	every values in open { count(values) > 0 }
	field := [f | some f in ["principals", "namespaces", "trustDomains"]; f in fields][0]
}

# The values of a field that every workload of the mesh meets; none where the field narrows the source.
_open_values("principals", values) := [v | some v in values; patterns.open_principal(v)]

_open_values("namespaces", values) := [v | some v in values; v == "*"]

_open_values("trustDomains", values) := values

_open_values("serviceAccounts", _) := []

_open_values("requestPrincipals", _) := []

_open_values(field, values) := [v | some v in values; authorization.zero_prefix(v)] if field in authorization.address_fields

allowed_here if {
	some exception in object.get(input.parameters, "openIdentityAllowedFor", [])
	exception.namespace == lib.namespace
	exception.name == lib.name
}

warn contains {
	"msg": sprintf("rules[%d].from[%d] of %s accepts any workload in the mesh (%s).", [i, j, lib.full_name, pattern]),
	"path": lib.pointer(["spec", "rules", i, "from", j, "source"]),
	"details": {"rule": i, "from": j},
} if {
	authorization.action == "ALLOW"
	not allowed_here
	some i, rule in authorization.rules
	some j, source in authorization.sources(rule)
	pattern := open_pattern(source)
}
