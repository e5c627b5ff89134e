package meshwarden.rules.authz_004_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_004

request(spec) := testing.create("AuthorizationPolicy", "payment", "pay", spec)

warned(spec) := n if {
	n := count(authz_004.warn) with input as request(spec) with data.mesh as testing.mesh with input.parameters as {"publicPaths": ["/healthz"]}
}

test_operations_alone_are_warned if {
	warned({"rules": [{"to": [{"operation": {"ports": ["8080"]}}]}]}) == 1
	warned({"rules": [{"to": [{"operation": {"paths": ["/api"]}}, {"operation": {"paths": ["/healthz"]}}]}]}) == 1
	warned({"rules": [{"when": [{"key": "request.headers[:authority]", "values": ["a"]}]}]}) == 1
}

test_public_paths_callers_and_addresses_are_fine if {
	warned({"rules": [{"to": [{"operation": {"paths": ["/healthz"]}}]}]}) == 0
	warned({"rules": [{"from": [{"source": {"namespaces": ["x"]}}], "to": [{"operation": {"ports": ["8080"]}}]}]}) == 0
	warned({"rules": [{"to": [{"operation": {"ports": ["1"]}}], "when": [{"key": "source.ip", "values": ["10.0.0.0/8"]}]}]}) == 0
}

test_what_other_rules_say_is_not_said_twice if {
	warned({"rules": [{}]}) == 0
	warned({"rules": [{"to": [{"operation": {"paths": ["*"]}}]}]}) == 0
	warned({"rules": [{"when": [{"key": "request.headers[x-a]", "values": ["1"]}]}]}) == 0
}

test_a_namespace_can_require_identity if {
	count(authz_004.deny) == 1 with input as request({"rules": [{"to": [{"operation": {"ports": ["1"]}}]}]}) with data.mesh as testing.mesh with input.parameters as {"requireIdentityNamespaces": ["payment"]}
}

test_values_of_the_wrong_type_are_judged_by_their_text if {
	found := authz_004.warn with input as request({"rules": [{"to": [{"operation": {"ports": [8080], "paths": "/x"}}]}]}) with data.mesh as testing.mesh
	{v.msg | some v in found} == {"rules[0] of payment/pay lets unauthenticated callers reach ports 8080, paths /x."}
}
