# METADATA
# title: ALLOW rule without any caller constraint
# description: An ALLOW rule that narrows operations or conditions but says nothing about the caller.
# custom:
#   id: MW-AUTHZ-004
#   severity: medium
#   action: warn
#   fix: Add from, or move genuinely public endpoints to publicPaths.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
#   parameters:
#     publicPaths: [/healthz, /health, /ready, /readyz, /livez, /live]
#     requireIdentityNamespaces: []
package meshwarden.rules.authz_004

import data.meshwarden.lib
import data.meshwarden.lib.authorization
import data.meshwarden.lib.security

public_paths := lib.parameter("publicPaths", [])

public_only(rule) if {
	operations := authorization.operations(rule)
	count(operations) > 0
	every operation in operations {
		lib.populated(operation, "paths")
		every path in operation.paths { path in public_paths }
	}
}

header_gated(rule) if {
	some condition in authorization.conditions(rule)
	authorization.header_gate(condition)
}

asked_operations(rule) := concat(", ", [text |
	some operation in authorization.operations(rule)
	some field in authorization.populated_fields(operation, array.concat(authorization.positive_operation_fields, authorization.negative_operation_fields))
	text := sprintf("%s %s", [field, concat(" ", operation[field])])
]) if {
	lib.populated(rule, "to")
} else := "every operation"

violations contains {
	"msg": sprintf("rules[%d] of %s lets unauthenticated callers reach %s.", [i, lib.full_name, asked_operations(rule)]),
	"path": lib.pointer(["spec", "rules", i]),
	"details": {"rule": i},
} if {
	authorization.action == "ALLOW"
	not security.gateway_only(lib.spec)
	some i, rule in authorization.rules
	not authorization.empty_rule(rule)
	not authorization.vacuous_rule(rule)
	authorization.sources_vacuous(rule)
	not authorization.has_authenticating_condition(rule)
	not authorization.addresses_constrained(rule)
	not header_gated(rule)
	not public_only(rule)
}

identity_required if lib.namespace in object.get(input.parameters, "requireIdentityNamespaces", [])

warn contains violation if {
	some violation in violations
	not identity_required
}

deny contains violation if {
	some violation in violations
	identity_required
}
