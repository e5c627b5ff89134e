# METADATA
# title: ALLOW rule whose conditions are always true
# description: An ALLOW rule that names addresses, paths or hosts so wide that every request matches.
# custom:
#   id: MW-AUTHZ-002
#   severity: critical
#   fix: Name the callers (principals, serviceAccounts or namespaces) and the operations.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
package meshwarden.rules.authz_002

import data.meshwarden.lib
import data.meshwarden.lib.authorization

evidence(rule) := concat(", ", [part |
	some part in ["from", "to", "when"]
	lib.populated(rule, part)
])

violations contains {
	"msg": sprintf("rules[%d] of %s looks specific but matches every request (nothing in %s narrows it).", [i, lib.full_name, evidence(rule)]),
	"path": lib.pointer(["spec", "rules", i]),
	"details": {"rule": i},
} if {
	authorization.action == "ALLOW"
	some i, rule in authorization.rules
	authorization.vacuous_rule(rule)
}

deny contains violation if {
	some violation in violations
	not authorization.softened
}

warn contains violation if {
	some violation in violations
	authorization.softened
}
