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

# Which pattern leaves the source open; undefined when none does.
open_pattern(source) := sprintf("principals %s", [first]) if {
	_only(source, "principals")
	first := [p | some p in source.principals; patterns.open_principal(p)][0]
} else := "namespaces *" if {
	_only(source, "namespaces")
	"*" in source.namespaces
} else := sprintf("trustDomains %s", [concat(" ", source.trustDomains)]) if {
	_only(source, "trustDomains")
}

# The one populated positive field: a second one narrows the source.
_only(source, field) if authorization.populated_fields(source, authorization.positive_source_fields) == [field]

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
