# METADATA
# title: Mesh-wide ALLOW
# description: An ALLOW policy of the root namespace without selector or target, which widens every namespace's allow list.
# custom:
#   id: MW-AUTHZ-017
#   severity: high
#   fix: Use an empty-spec policy for mesh-wide deny and namespaced policies for grants; name monitoring callers by principal.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
#   clauses:
#     a: {action: deny}
#     b: {action: warn}
package meshwarden.rules.authz_017

import data.meshwarden.lib
import data.meshwarden.lib.authorization
import data.meshwarden.lib.patterns
import data.meshwarden.lib.security

in_scope if {
	lib.in_root_namespace
	authorization.action == "ALLOW"
	not security.selects_workloads(lib.spec)
	count(security.target_refs(lib.spec)) == 0
	count(authorization.rules) > 0
}

# Sources that are populated and hold nothing but exact namespaces, accounts or principals that pin a namespace.
pins(source) if {
	some field in ["namespaces", "serviceAccounts", "principals"]
	lib.populated(source, field)
	every value in source[field] { _pinned(field, value) }
}

_pinned("namespaces", value) if not contains(value, "*")

_pinned("serviceAccounts", _)

_pinned("principals", value) if not patterns.open_principal(value)

pins_callers(rule) if {
	sources := authorization.sources(rule)
	count(sources) > 0
	every source in sources { pins(source) }
}

pins_callers(rule) if {
	some condition in authorization.conditions(rule)
	lib.populated(condition, "values")
	field := {"source.namespace": "namespaces", "source.serviceAccount": "serviceAccounts", "source.principal": "principals"}[condition.key]
	every value in condition.values { _pinned(field, value) }
}

open_rules := [i | some i, rule in authorization.rules; not pins_callers(rule)]

message(callers) := sprintf("ALLOW policy %s applies to every workload in the mesh: %s may call all of them, and workloads without an ALLOW policy of their own refuse everyone else.", [lib.full_name, callers])

deny contains {"msg": message("callers that it does not pin"), "path": lib.pointer(["spec", "rules", open_rules[0]]), "clause": "a"} if {
	in_scope
	count(open_rules) > 0
}

warn contains {"msg": message("the callers that it names"), "path": "/spec/rules", "clause": "b"} if {
	in_scope
	count(open_rules) == 0
}
