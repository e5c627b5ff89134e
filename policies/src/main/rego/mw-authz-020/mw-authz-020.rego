# METADATA
# title: ALLOW policy without rules refuses everything
# description: An ALLOW policy without rules whose author does not say that refusing everybody is meant.
# custom:
#   id: MW-AUTHZ-020
#   severity: medium
#   fix: "If a default deny is meant, say so: call it default-deny, or annotate policy.meshwarden.io/intent: default-deny. Otherwise list the callers in rules."
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
#   parameters: {intentNames: [allow-nothing, deny-all, default-deny]}
package meshwarden.rules.authz_020

import data.meshwarden.lib
import data.meshwarden.lib.authorization
import data.meshwarden.lib.security

scope := sprintf("workloads %s of %s", [security.label_text(security.match_labels(lib.spec)), lib.namespace]) if {
	security.selects_workloads(lib.spec)
} else := "any workload of the mesh" if {
	lib.in_root_namespace
} else := sprintf("any workload of %s", [lib.namespace])

intended if lib.annotations["policy.meshwarden.io/intent"] == "default-deny"

intended if {
	some intent in object.get(input.parameters, "intentNames", ["allow-nothing", "deny-all", "default-deny"])
	_states(lib.name, intent)
}

intended if {
	lib.in_root_namespace
	security.dry_run(lib.annotations)
}

_states(name, intent) if name == intent

_states(name, intent) if startswith(name, sprintf("%s-", [intent]))

_states(name, intent) if endswith(name, sprintf("-%s", [intent]))

deny contains {
	"msg": sprintf("ALLOW policy %s has no rules: nobody may call %s. `spec: {}` refuses everything; `rules: [{}]` admits everyone.", [lib.full_name, scope]),
	"path": path,
} if {
	authorization.action == "ALLOW"
	not lib.populated(lib.spec, "rules")
	not intended
	path := rules_path
}

rules_path := "/spec/rules" if "rules" in object.keys(lib.spec)

else := "/spec"
