# METADATA
# title: ALLOW rule that only excludes sources
# description: An ALLOW rule with a source that names only whom it excludes, and so admits everyone else, callers without identity included.
# custom:
#   id: MW-AUTHZ-003
#   severity: high
#   fix: List who may call. Keep exclusions in a DENY policy.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
package meshwarden.rules.authz_003

import data.meshwarden.lib
import data.meshwarden.lib.authorization
import data.meshwarden.lib.security

excluded(source) := concat(", ", [sprintf("%s %s", [field, concat(" ", source[field])]) |
	some field in authorization.populated_fields(source, authorization.negative_source_fields)
])

violations contains {
	"msg": sprintf("rules[%d].from[%d] of %s admits anyone except %s, including callers without any identity.", [i, j, lib.full_name, excluded(source)]),
	"path": lib.pointer(["spec", "rules", i, "from", j, "source"]),
	"details": {"rule": i, "from": j, "addresses_only": addresses_only(source)},
} if {
	authorization.action == "ALLOW"
	some i, rule in authorization.rules
	not authorization.has_authenticating_condition(rule)
	some j, source in authorization.sources(rule)
	authorization.some_populated(source, authorization.negative_source_fields)
	not authorization.some_populated(source, authorization.positive_source_fields)
}

addresses_only(source) if {
	every field in authorization.populated_fields(source, authorization.negative_source_fields) {
		field in {"notIpBlocks", "notRemoteIpBlocks"}
	}
} else := false

softened(violation) if {
	security.gateway_only(lib.spec)
	violation.details.addresses_only
}

softened(_) if security.dry_run(lib.annotations)

deny contains violation if {
	some violation in violations
	not softened(violation)
}

warn contains violation if {
	some violation in violations
	softened(violation)
}
