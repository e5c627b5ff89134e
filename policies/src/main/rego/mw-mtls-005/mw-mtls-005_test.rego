package meshwarden.rules.mtls_005_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.mtls_005

request(namespace, selector) := testing.create("PeerAuthentication", namespace, "x", {"selector": selector, "mtls": {"mode": "STRICT"}})

test_a_selector_in_the_root_namespace_is_denied if {
	count(mtls_005.deny) == 1 with input as request("istio-system", {"matchLabels": {"app": "x"}}) with data.mesh as testing.mesh
}

test_an_empty_selector_is_none if {
	count(mtls_005.deny) == 0 with input as request("istio-system", {}) with data.mesh as testing.mesh
}

test_elsewhere_it_works if {
	count(mtls_005.deny) == 0 with input as request("payment", {"matchLabels": {"app": "x"}}) with data.mesh as testing.mesh
}

test_another_root_namespace_counts if {
	count(mtls_005.deny) == 1 with input as request("mesh", {"matchLabels": {"app": "x"}}) with data.mesh as {"settings": {"rootNamespace": "mesh"}}
}
