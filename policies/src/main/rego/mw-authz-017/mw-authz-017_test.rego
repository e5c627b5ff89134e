package meshwarden.rules.authz_017_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_017

request(namespace, spec) := testing.create("AuthorizationPolicy", namespace, "x", spec)

pinned := {"rules": [{"from": [{"source": {"principals": ["cluster.local/ns/monitoring/sa/prometheus"]}}]}]}

test_unpinned_callers_are_denied if {
	count(authz_017.deny) == 1 with input as request("istio-system", {"rules": [{"to": [{"operation": {"methods": ["GET"]}}]}]}) with data.mesh as testing.mesh
	count(authz_017.deny) == 1 with input as request("istio-system", {"rules": [{"from": [{"source": {"namespaces": ["*"]}}]}]}) with data.mesh as testing.mesh
}

test_pinned_callers_are_warned if {
	count(authz_017.warn) == 1 with input as request("istio-system", pinned) with data.mesh as testing.mesh
	count(authz_017.deny) == 0 with input as request("istio-system", pinned) with data.mesh as testing.mesh
}

test_narrower_and_refusing_policies_are_fine if {
	every spec in [{}, {"action": "DENY", "rules": [{}]}, object.union(pinned, {"selector": {"matchLabels": {"a": "b"}}})] {
		count(authz_017.deny) + count(authz_017.warn) == 0 with input as request("istio-system", spec) with data.mesh as testing.mesh
	}
	count(authz_017.deny) == 0 with input as request("payment", {"rules": [{}]}) with data.mesh as testing.mesh
}
