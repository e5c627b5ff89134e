package meshwarden.rules.authz_001_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_001

request(spec) := testing.create("AuthorizationPolicy", "payment", "pay", spec)

test_an_empty_rule_is_denied_at_its_place if {
	found := authz_001.deny with input as request({"rules": [{"from": [{"source": {"principals": ["a"]}}]}, {}]}) with data.mesh as testing.mesh
	{v.path | some v in found} == {"/spec/rules/1"}
}

test_null_and_empty_lists_are_empty_rules if {
	found := authz_001.deny with input as request({"action": "ALLOW", "rules": [null, {"from": [], "to": null}]}) with data.mesh as testing.mesh
	count(found) == 2
}

test_no_rules_is_the_opposite if {
	count(authz_001.deny) == 0 with input as request({}) with data.mesh as testing.mesh
	count(authz_001.deny) == 0 with input as request({"rules": []}) with data.mesh as testing.mesh
}

test_deny_and_custom_with_an_empty_rule_are_fine if {
	every action in ["DENY", "CUSTOM"] {
		count(authz_001.deny) == 0 with input as request({"action": action, "rules": [{}]}) with data.mesh as testing.mesh
	}
}

test_gateways_are_warned if {
	gateway := testing.create("AuthorizationPolicy", "istio-ingress", "open", {"selector": {"matchLabels": {"istio": "ingressgateway"}}, "rules": [{}]})
	count(authz_001.warn) == 1 with input as gateway with data.mesh as testing.mesh
	count(authz_001.deny) == 0 with input as gateway with data.mesh as testing.mesh
}

test_a_gateway_label_elsewhere_does_not_soften if {
	request_elsewhere := testing.create("AuthorizationPolicy", "payment", "open", {"selector": {"matchLabels": {"istio": "ingressgateway"}}, "rules": [{}]})
	count(authz_001.deny) == 1 with input as request_elsewhere with data.mesh as testing.mesh
}

test_a_dry_run_is_warned if {
	count(authz_001.warn) == 1 with input as testing.annotated(request({"rules": [{}]}), {"istio.io/dry-run": "true"}) with data.mesh as testing.mesh
}

test_what_the_server_refuses_is_read_as_an_empty_rule if {
	every rules in [["x"], [{"from": "x"}], [{"from": {}}]] {
		count(authz_001.deny) == 1 with input as testing.create("AuthorizationPolicy", "payment", "pay", {"rules": rules}) with data.mesh as testing.mesh
	}
}
