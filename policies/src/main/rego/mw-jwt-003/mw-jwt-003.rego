# METADATA
# title: Token constraints missing
# description: A jwtRule without issuer or audiences, or one that takes tokens from the URL.
# custom:
#   id: MW-JWT-003
#   severity: high
#   fix: Set issuer and audiences; read tokens from headers or cookies.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [RequestAuthentication]}], operations: [CREATE, UPDATE]}
#   parameters: {audienceExemptIssuers: [], queryTokenAllowed: false}
#   clauses:
#     a: {action: deny}
#     b: {action: warn}
#     c: {action: warn}
package meshwarden.rules.jwt_003

import data.meshwarden.lib

jwt_rules[i] := rule if {
	some i, rule in lib.items(lib.spec, "jwtRules")
	is_object(rule)
}

violation(i, clause, field, reason) := {
	"msg": sprintf("jwtRules[%d] of %s: %s.", [i, lib.full_name, reason]),
	"path": lib.pointer(array.concat(["spec", "jwtRules", i], field)),
	"clause": clause,
	"details": {},
}

deny contains violation(i, "a", [], "no issuer is set, so any issuer that these keys sign for is accepted") if {
	some i, rule in jwt_rules
	not lib.populated(rule, "issuer")
}

warn contains violation(i, "b", [], "no audiences are set, so tokens minted for other services are accepted") if {
	some i, rule in jwt_rules
	not lib.populated(rule, "audiences")
	not lib.text(rule, "issuer") in object.get(input.parameters, "audienceExemptIssuers", [])
}

warn contains violation(i, "c", ["fromParams"], "fromParams takes tokens from the URL, where they end up in logs") if {
	some i, rule in jwt_rules
	lib.populated(rule, "fromParams")
	object.get(input.parameters, "queryTokenAllowed", false) != true
}
