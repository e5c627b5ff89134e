# METADATA
# title: The parts of an AuthorizationPolicy
# description: Rules, sources, operations and conditions of the policy judged, with what each constrains.
package meshwarden.lib.authorization

import data.meshwarden.lib
import data.meshwarden.lib.security

action := lib.text(lib.spec, "action") if lib.text(lib.spec, "action") != ""

else := "ALLOW"

# Every rule with its place; null elements read as {}. Every list of sources, operations and conditions is a list of strings,
# whatever was written: what the API server refuses is judged by its text, never a reason for a rule to break.
rules[i] := _readable(part(rule)) if some i, rule in lib.items(lib.spec, "rules")

part(value) := value if is_object(value)

else := {}

# Nearly every rule is well formed, and finding that out is cheaper than building another.
_readable(rule) := rule if not _odd(rule)

else := {
	"from": [{"source": _lists(source)} | some source in sources(rule)],
	"to": [{"operation": _lists(operation)} | some operation in operations(rule)],
	"when": [
	object.union(_lists(condition), {"key": lib.text(condition, "key")}) |
		some condition in conditions(rule)
	],
}

_odd(rule) if {
	some name, part in rule
	name in {"from", "to", "when"}
	_odd_list(part)
}

_odd(rule) if {
	some from in rule.from
	some list in from.source
	_odd_list(list)
}

_odd(rule) if {
	some from in rule.from
	some list in from.source
	some value in list
	not is_string(value)
}

_odd(rule) if {
	some to in rule.to
	some list in to.operation
	_odd_list(list)
}

_odd(rule) if {
	some to in rule.to
	some list in to.operation
	some value in list
	not is_string(value)
}

_odd(rule) if {
	some condition in rule.when
	some name, list in condition
	name != "key"
	_odd_list(list)
}

_odd(rule) if {
	some condition in rule.when
	some name, list in condition
	name != "key"
	some value in list
	not is_string(value)
}

_odd_list(list) if {
	not is_array(list)
	list != null
}

_lists(block) := {field: _strings(value) | some field, value in block}

_strings(value) := [lib.as_text(v) | some v in value] if is_array(value)

else := [] if value in [null, "", {}]

else := [lib.as_text(value)]

sources(rule) := [lib.block(part(f), "source") | some f in lib.items(rule, "from")]

operations(rule) := [lib.block(part(t), "operation") | some t in lib.items(rule, "to")]

conditions(rule) := [part(c) | some c in lib.items(rule, "when")]

empty_rule(rule) if {
	not lib.populated(rule, "from")
	not lib.populated(rule, "to")
	not lib.populated(rule, "when")
}

identity_fields := ["principals", "namespaces", "serviceAccounts", "requestPrincipals", "trustDomains"]

address_fields := ["ipBlocks", "remoteIpBlocks"]

positive_source_fields := array.concat(identity_fields, address_fields)

negative_source_fields := [
	"notPrincipals", "notNamespaces", "notServiceAccounts", "notRequestPrincipals", "notTrustDomains",
	"notIpBlocks", "notRemoteIpBlocks",
]

positive_operation_fields := ["hosts", "ports", "methods", "paths"]

negative_operation_fields := ["notHosts", "notPorts", "notMethods", "notPaths"]

some_populated(of, fields) if {
	some field in fields
	lib.populated(of, field)
}

populated_fields(of, fields) := [f | some f in fields; lib.populated(of, f)]

zero_prefix(block) if endswith(block, "/0")

# A condition that only a verified identity can meet.
authenticating_condition(condition) if {
	lib.populated(condition, "values")
	key := lib.text(condition, "key")
	_authenticating_key(key)
}

_authenticating_key(key) if key in {
	"source.principal", "source.namespace", "source.serviceAccount", "source.trustDomain",
	"request.auth.principal", "request.auth.audiences", "request.auth.presenter",
}

_authenticating_key(key) if startswith(key, "request.auth.claims[")

has_authenticating_condition(rule) if {
	some condition in conditions(rule)
	authenticating_condition(condition)
}

# A condition on an address that a zero-length prefix does not void.
addresses_constrained(rule) if {
	some condition in conditions(rule)
	lib.text(condition, "key") in {"source.ip", "remote.ip"}
	lib.populated(condition, "values")
	every value in condition.values { not zero_prefix(value) }
}

# A source that every caller meets: no exclusion, and every populated field an address list with an open block.
vacuous_source(source) if {
	not some_populated(source, negative_source_fields)
	not some_populated(source, identity_fields)
	every field in populated_fields(source, address_fields) {
		some block in source[field]
		zero_prefix(block)
	}
}

sources_vacuous(rule) if not lib.populated(rule, "from")

sources_vacuous(rule) if {
	some source in sources(rule)
	vacuous_source(source)
}

vacuous_operation(operation) if {
	not some_populated(operation, negative_operation_fields)
	not lib.populated(operation, "ports")
	every field in populated_fields(operation, positive_operation_fields) { _vacuous_values(field, operation[field]) }
}

_vacuous_values("paths", values) if {
	some value in values
	value in {"*", "/*", "/{**}"}
}

_vacuous_values(field, values) if {
	field in {"methods", "hosts"}
	"*" in values
}

operations_vacuous(rule) if not lib.populated(rule, "to")

operations_vacuous(rule) if {
	some operation in operations(rule)
	vacuous_operation(operation)
}

conditions_vacuous(rule) if {
	every condition in conditions(rule) {
		lib.text(condition, "key") in {"source.ip", "remote.ip", "destination.ip"}
		not lib.populated(condition, "notValues")
		some value in condition.values
		zero_prefix(value)
	}
}

# A rule that looks specific and still matches everything.
vacuous_rule(rule) if {
	not empty_rule(rule)
	sources_vacuous(rule)
	operations_vacuous(rule)
	conditions_vacuous(rule)
}

header_name(key) := lower(substring(key, 16, count(key) - 17)) if {
	startswith(key, "request.headers[")
	endswith(key, "]")
}

# A condition on a header that the client chooses; pseudo-headers and host say what hosts, methods and paths say.
header_gate(condition) if {
	header := header_name(lib.text(condition, "key"))
	header != "host"
	not startswith(header, ":")
	lib.populated(condition, "values")
}

# Whether the rule names its caller by anything that the caller does not choose.
caller_constrained(rule) if {
	some source in sources(rule)
	some_populated(source, identity_fields)
}

caller_constrained(rule) if {
	some source in sources(rule)
	lib.populated(source, "ipBlocks")
	every block in source.ipBlocks { not zero_prefix(block) }
}

caller_constrained(rule) if has_authenticating_condition(rule)

caller_constrained(rule) if {
	some condition in conditions(rule)
	lib.text(condition, "key") == "source.ip"
	lib.populated(condition, "values")
	every value in condition.values { not zero_prefix(value) }
}

jwt_identity(rule) if {
	some source in sources(rule)
	lib.populated(source, "requestPrincipals")
}

jwt_identity(rule) if {
	some condition in conditions(rule)
	startswith(lib.text(condition, "key"), "request.auth.")
	lib.populated(condition, "values")
}

# Deny that the mesh's gateways may need is softened; every caller writes deny and warn from one list.
softened if security.gateway_only(lib.spec)

softened if security.dry_run(lib.annotations)
