# METADATA
# title: ALLOW policy with an empty rule admits everyone
# description: An ALLOW policy with a rule that names no source, no operation and no condition, which matches every request.
# custom:
#   id: MW-AUTHZ-001
#   severity: critical
#   fix: Delete the empty rule. To deny by default create a separate policy named default-deny whose spec is empty.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
package meshwarden.rules.authz_001

import data.meshwarden.lib
import data.meshwarden.lib.authorization

violations contains {
	"msg": sprintf("rules[%d] of ALLOW policy %s is empty and matches every request. An empty rule is not a default deny.", [i, lib.full_name]),
	"path": lib.pointer(["spec", "rules", i]),
	"details": {"rule": i},
} if {
	authorization.action == "ALLOW"
	some i, rule in authorization.rules
	authorization.empty_rule(rule)
}

deny contains violation if {
	some violation in violations
	not authorization.softened
}

# Under a mesh-wide default deny a gateway needs an open rule; a dry run lets nobody in.
warn contains violation if {
	some violation in violations
	authorization.softened
}
