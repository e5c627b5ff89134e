package meshwarden.rules.mtls_002_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.mtls_002

request(spec) := testing.create("PeerAuthentication", "payment", "default", spec)

strict_mesh := object.union(testing.mesh, {"objects": {"security.istio.io/PeerAuthentication": {"istio-system/default": testing.object_of("PeerAuthentication", "istio-system", "default", {"mtls": {"mode": "STRICT"}})}}})

empty_mesh := object.union(testing.mesh, {"objects": {}})

test_written_modes_are_denied if {
	every mode in ["PERMISSIVE", "DISABLE"] {
		count(mtls_002.deny) == 1 with input as request({"mtls": {"mode": mode}}) with data.mesh as testing.mesh
	}
}

test_strict_is_fine if {
	count(mtls_002.deny) == 0 with input as request({"mtls": {"mode": "STRICT"}}) with data.mesh as testing.mesh
}

test_inheriting_from_nothing_is_warned if {
	count(mtls_002.warn) == 1 with input as request({}) with data.mesh as empty_mesh
}

test_inheriting_strict_is_fine if {
	count(mtls_002.warn) == 0 with input as request({"mtls": {"mode": "UNSET"}}) with data.mesh as strict_mesh
}

test_without_the_mesh_inheritance_is_unchecked if {
	mtls_002.unchecked == {{"clause": "b", "needs": "mesh"}} with input as request({}) with data.mesh as testing.mesh
}

test_a_selector_is_the_workload_rule_s_business if {
	count(mtls_002.deny) == 0 with input as request({"selector": {"matchLabels": {"app": "x"}}, "mtls": {"mode": "DISABLE"}}) with data.mesh as testing.mesh
}

test_an_empty_selector_is_none if {
	count(mtls_002.deny) == 1 with input as request({"selector": {"matchLabels": {}}, "mtls": {"mode": "DISABLE"}}) with data.mesh as testing.mesh
}
