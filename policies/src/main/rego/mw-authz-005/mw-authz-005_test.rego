package meshwarden.rules.authz_005_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_005

request(spec) := testing.create("AuthorizationPolicy", "payment", "pay", spec)

warned(source) := n if {
	n := count(authz_005.warn) with input as request({"rules": [{"from": [{"source": source}]}]}) with data.mesh as testing.mesh
}

test_open_patterns_are_warned if {
	every source in [
		{"principals": ["*"]}, {"principals": ["cluster.local/*"]}, {"principals": ["*/sa/api"]},
		{"namespaces": ["*"]}, {"namespaces": ["a", "*"]}, {"trustDomains": ["cluster.local"]},
		{"principals": ["cluster.local/ns/a/sa/b", "*"]},
	] {
		warned(source) == 1
	}
}

test_pinned_and_narrowed_sources_are_fine if {
	every source in [
		{"principals": ["cluster.local/ns/payments/*"]}, {"requestPrincipals": ["*"]},
		{"principals": ["*/ns/payments/sa/api"]}, {"principals": ["*"], "ipBlocks": ["10.0.0.0/8"]},
		{"principals": ["spiffe://*"]}, {"namespaces": ["a"]},
	] {
		warned(source) == 0
	}
}

test_an_allowed_policy_is_left_alone if {
	count(authz_005.warn) == 0 with input as testing.with_parameters(request({"rules": [{"from": [{"source": {"principals": ["*"]}}]}]}), {"openIdentityAllowedFor": [{"namespace": "payment", "name": "pay"}]}) with data.mesh as testing.mesh
}

test_a_second_open_field_narrows_nothing if {
	every source in [
		{"principals": ["*"], "namespaces": ["*"]}, {"principals": ["*"], "ipBlocks": ["0.0.0.0/0"]},
		{"trustDomains": ["cluster.local"], "namespaces": ["*"]},
	] {
		warned(source) == 1
	}
	every source in [
		{"trustDomains": ["cluster.local"], "namespaces": ["a"]}, {"principals": ["*"], "requestPrincipals": ["*"]},
		{"principals": ["*"], "serviceAccounts": ["a/b"]}, {"ipBlocks": ["0.0.0.0/0"]},
	] {
		warned(source) == 0
	}
}
