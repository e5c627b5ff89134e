package meshwarden.rules.mtls_003_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.mtls_003

request(spec) := testing.create("PeerAuthentication", "payment", "pay", object.union({"selector": {"matchLabels": {"app": "pay", "tier": "web"}}}, spec))

test_disable_is_denied_naming_the_labels if {
	found := mtls_003.deny with input as request({"mtls": {"mode": "DISABLE"}}) with data.mesh as testing.mesh
	some v in found
	contains(v.msg, "app=pay,tier=web")
}

test_unset_under_a_permissive_namespace_is_warned if {
	objects := {"security.istio.io/PeerAuthentication": {
		"istio-system/default": testing.object_of("PeerAuthentication", "istio-system", "default", {"mtls": {"mode": "STRICT"}}),
		"payment/default": testing.object_of("PeerAuthentication", "payment", "default", {"mtls": {"mode": "PERMISSIVE"}}),
	}}
	count(mtls_003.warn) == 1 with input as request({"mtls": {"mode": "UNSET"}}) with data.mesh as object.union(testing.mesh, {"objects": objects})
}

test_unset_under_a_strict_mesh_is_fine if {
	objects := {"security.istio.io/PeerAuthentication": {"istio-system/default": testing.object_of("PeerAuthentication", "istio-system", "default", {"mtls": {"mode": "STRICT"}})}}
	count(mtls_003.warn) == 0 with input as request({"mtls": {"mode": "UNSET"}}) with data.mesh as object.union(testing.mesh, {"objects": objects})
}

test_strict_is_fine if {
	count(mtls_003.deny) == 0 with input as request({"mtls": {"mode": "STRICT"}}) with data.mesh as testing.mesh
}

test_without_the_mesh_inheritance_is_unchecked if {
	count(mtls_003.unchecked) == 1 with input as request({}) with data.mesh as testing.mesh
}
