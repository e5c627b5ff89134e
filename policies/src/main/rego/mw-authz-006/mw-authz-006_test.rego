package meshwarden.rules.authz_006_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_006

request(spec) := testing.create("AuthorizationPolicy", "payment", "pay", spec)

operation(action, fields) := request({"action": action, "rules": [{"to": [{"operation": fields}]}]})

source(action, fields) := request({"action": action, "rules": [{"from": [{"source": fields}]}]})

denied(asked) := n if {
	n := count(authz_006.deny) with input as asked with data.mesh as testing.mesh
}

warned(asked) := n if {
	n := count(authz_006.warn) with input as asked with data.mesh as testing.mesh
}

test_a_deny_that_never_matches_is_denied if {
	denied(operation("DENY", {"paths": ["admin"]})) == 1
	denied(operation("DENY", {"methods": ["get"]})) == 1
	denied(operation("DENY", {"hosts": ["a.com/x"]})) == 1
	denied(source("DENY", {"principals": ["spiffe://cluster.local/ns/a/sa/b"]})) == 1
	denied(source("DENY", {"namespaces": ["a/b"]})) == 1
	denied(source("ALLOW", {"notPrincipals": ["frontend"]})) == 1
}

test_an_allow_that_never_matches_is_warned if {
	warned(operation("ALLOW", {"paths": ["/a/*/b"]})) == 1
	warned(source("ALLOW", {"principals": ["frontend"]})) == 1
	denied(source("ALLOW", {"principals": ["frontend"]})) == 0
}

test_a_final_dot_star_is_a_working_prefix if {
	found := authz_006.warn with input as operation("DENY", {"paths": ["/admin/.*"]}) with data.mesh as testing.mesh
	{v.msg | some v in found} == {"/admin/.* matches only paths that begin with /admin/.; Istio has no regular expressions."}
	denied(operation("DENY", {"paths": ["/admin/.*"]})) == 0
}

test_working_patterns_are_fine if {
	every fields in [
		{"paths": ["/api/{*}/items", "/v1*", "/v1.2*", "*", "/{**}", "*/x"]}, {"hosts": ["*.example.com", "*"]},
		{"methods": ["GET", "*"]},
	] {
		denied(operation("DENY", fields)) + warned(operation("DENY", fields)) == 0
	}
	denied(source("DENY", {"principals": ["cluster.local/ns/a/sa/*", "*"], "namespaces": ["a*b"]})) == 0
}

test_conditions_are_read_too if {
	denied(request({"action": "DENY", "rules": [{"when": [{"key": "request.headers[x-a]", "values": ["a*b"]}]}]})) == 1
}

test_other_identities_may_be_allowed_but_not_what_never_matches if {
	allowed := {"allowNonIstioPrincipals": true}
	every principal, n in {"nope": 0, "spiffe://x": 1, "cluster.local/ns/*/sa/b": 1} {
		count(authz_006.deny) == n with input as testing.with_parameters(source("DENY", {"principals": [principal]}), allowed) with data.mesh as testing.mesh
	}
}

test_a_provider_that_is_never_asked_is_denied_and_an_exclusion_from_it_warned if {
	asked := operation("CUSTOM", {"paths": ["/a/*/b"], "notPaths": ["/c/*/d"]})
	denied(asked) == 1
	warned(asked) == 1
	denied(operation("AUDIT", {"paths": ["/a/*/b"], "notPaths": ["/c/*/d"]})) == 0
}
