# METADATA
# title: Match value that can never match
# description: A value of an AuthorizationPolicy that no request can match, so that the rule never denies or never allows.
# custom:
#   id: MW-AUTHZ-006
#   severity: high
#   fix: Use exact, prefix*, *suffix, * or a path template; write identities without a scheme.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
#   parameters: {allowNonIstioPrincipals: false}
package meshwarden.rules.authz_006

import data.meshwarden.lib
import data.meshwarden.lib.authorization
import data.meshwarden.lib.patterns

# Every value with its field, its place and whether its list is a positive one.
values contains {"field": field, "kind": kind, "value": value, "positive": positive, "path": path} if {
	some i, rule in authorization.rules
	some j, source in authorization.sources(rule)
	some field, [kind, positive] in _source_fields
	some k, value in lib.items(source, field)
	path := lib.pointer(["spec", "rules", i, "from", j, "source", field, k])
}

values contains {"field": field, "kind": kind, "value": value, "positive": positive, "path": path} if {
	some i, rule in authorization.rules
	some j, operation in authorization.operations(rule)
	some field, [kind, positive] in _operation_fields
	some k, value in lib.items(operation, field)
	path := lib.pointer(["spec", "rules", i, "to", j, "operation", field, k])
}

values contains {"field": key, "kind": kind, "value": value, "positive": positive, "path": path} if {
	some i, rule in authorization.rules
	some j, condition in authorization.conditions(rule)
	key := lib.text(condition, "key")
	kind := _condition_kind(key)
	some field, positive in {"values": true, "notValues": false}
	some k, value in lib.items(condition, field)
	path := lib.pointer(["spec", "rules", i, "when", j, field, k])
}

_source_fields := {
	"principals": ["principal", true], "notPrincipals": ["principal", false],
	"requestPrincipals": ["string", true], "notRequestPrincipals": ["string", false],
	"namespaces": ["namespace", true], "notNamespaces": ["namespace", false],
}

_operation_fields := {
	"paths": ["path", true], "notPaths": ["path", false],
	"methods": ["method", true], "notMethods": ["method", false],
	"hosts": ["host", true], "notHosts": ["host", false],
}

_condition_kind(key) := "principal" if key == "source.principal"

_condition_kind(key) := "string" if startswith(key, "request.headers[")

_condition_kind(key) := "string" if startswith(key, "request.auth.")

_condition_kind(key) := "string" if key == "connection.sni"

_condition_kind(key) := "namespace" if key == "source.namespace"

non_istio_allowed if object.get(input.parameters, "allowNonIstioPrincipals", false) == true

# Why a value can never match; undefined when it can.
reason("principal", value) := patterns.unmatchable_principal(value) if not non_istio_allowed

reason("principal", value) := patterns.misspelt_principal(value) if non_istio_allowed

reason("string", value) := "a star counts only as the first or the last character" if patterns.misplaced_star(value)

reason("namespace", value) := "a namespace has no slash" if contains(value, "/")

reason("method", value) := "methods are upper case" if lower(value) == value

else := "methods are upper case" if regex.match("[a-z]", value)

else := "a star counts only as the first or the last character" if patterns.misplaced_star(value)

reason("host", value) := "a host has no slash and no blank" if regex.match(`[/\s]`, value)

else := "a star counts only as the first or the last character" if patterns.misplaced_star(value)

reason("path", value) := "a path begins with / or *" if not regex.match(`^[/*]`, value)

else := "a path holds no expression and no query" if regex.match("[?#\\\\^|[]", value)

else := "a star counts only as the first or the last character" if {
	not working_prefix(value)
	patterns.misplaced_star(_without_operators(value))
}

_without_operators(path) := replace(replace(path, "{**}", ""), "{*}", "")

# A path written as if it were an expression, which works as a prefix.
working_prefix(value) if {
	endswith(value, ".*")
	regex.match(`^/`, value)
	not regex.match(`[?#\\^|[]`, value)
	not contains(trim_suffix(_without_operators(value), "*"), "*")
}

effect(value) := "never denies" if {
	authorization.action == "DENY"
	value.positive
} else := "never asks the provider" if {
	authorization.action == "CUSTOM"
	value.positive
} else := "never records" if {
	authorization.action == "AUDIT"
	value.positive
} else := "never allows" if {
	value.positive
} else := "excludes nobody"

# A DENY or a question to the provider that never comes, or an exclusion from an ALLOW that excludes nobody.
fails_open(value) if {
	authorization.action in {"DENY", "CUSTOM"}
	value.positive
}

fails_open(value) if {
	authorization.action == "ALLOW"
	not value.positive
}

violations contains {"fails_open": open, "violation": {
	"msg": sprintf("%s value %s in %s can never match (%s); the rule %s.", [value.field, value.value, lib.full_name, why, effect(value)]),
	"path": value.path,
	"details": {"value": value.value},
}} if {
	some value in values
	is_string(value.value)
	not wildcard_method(value)
	why := reason(value.kind, value.value)
	open := bool_of(value)
}

wildcard_method(value) if {
	value.kind == "method"
	value.value == "*"
}

bool_of(value) if fails_open(value)

else := false

deny contains found.violation if {
	some found in violations
	found.fails_open
	not dry
}

warn contains found.violation if {
	some found in violations
	found.fails_open
	dry
}

warn contains found.violation if {
	some found in violations
	not found.fails_open
}

dry if lib.truthy(lib.annotations["istio.io/dry-run"])

warn contains {
	"msg": sprintf("%s matches only paths that begin with %s; Istio has no regular expressions.", [value.value, trim_suffix(value.value, "*")]),
	"path": value.path,
	"details": {"value": value.value},
} if {
	some value in values
	value.kind == "path"
	working_prefix(value.value)
}
