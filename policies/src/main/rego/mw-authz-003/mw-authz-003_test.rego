package meshwarden.rules.authz_003_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_003

request(spec) := testing.create("AuthorizationPolicy", "payment", "pay", spec)

denied(spec) := n if {
	n := count(authz_003.deny) with input as request(spec) with data.mesh as testing.mesh
}

test_exclusions_alone_are_denied if {
	denied({"rules": [{"from": [{"source": {"notPrincipals": ["a/ns/b/sa/c"]}}]}]}) == 1
	denied({"rules": [{"from": [{"source": {"principals": ["a/ns/b/sa/c"]}}, {"source": {"notNamespaces": ["x"]}}]}]}) == 1
}

test_an_exclusion_beside_a_name_is_fine if {
	denied({"rules": [{"from": [{"source": {"namespaces": ["x"], "notPrincipals": ["a/ns/x/sa/c"]}}]}]}) == 0
}

test_a_verified_condition_names_the_caller if {
	denied({"rules": [{"from": [{"source": {"notNamespaces": ["x"]}}], "when": [{"key": "request.auth.claims[iss]", "values": ["i"]}]}]}) == 0
}

test_deny_with_exclusions_is_the_recommended_form if {
	denied({"action": "DENY", "rules": [{"from": [{"source": {"notPrincipals": ["*"]}}]}]}) == 0
}

test_addresses_on_a_gateway_are_warned if {
	gateway := testing.create("AuthorizationPolicy", "istio-ingress", "x", {"selector": {"matchLabels": {"istio": "ingressgateway"}}, "rules": [{"from": [{"source": {"notIpBlocks": ["10.0.0.0/8"]}}]}]})
	count(authz_003.warn) == 1 with input as gateway with data.mesh as testing.mesh
	count(authz_003.deny) == 0 with input as gateway with data.mesh as testing.mesh
}
