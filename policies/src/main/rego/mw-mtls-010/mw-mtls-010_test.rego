package meshwarden.rules.mtls_010_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.mtls_010

request(host, policy) := testing.create("DestinationRule", "shop", "x", {"host": host, "trafficPolicy": policy})

deployment := {
	"metadata": {"name": "cart", "namespace": "shop"},
	"spec": {"template": {"metadata": {"labels": {"app": "cart"}}}},
}

mesh(namespace_labels) := object.union(testing.mesh, {"objects": {
	"/Namespace": {"/shop": {"metadata": {"name": "shop", "labels": namespace_labels}}},
	"/Service": {"shop/cart": {"spec": {"selector": {"app": "cart"}}}},
	"apps/Deployment": {"shop/cart": deployment},
}})

test_disable_is_a_warning_without_the_mesh if {
	count(mtls_010.warn) == 1 with input as request("cart", {"tls": {"mode": "DISABLE"}}) with data.mesh as testing.mesh
	count(mtls_010.deny) == 0 with input as request("cart", {"tls": {"mode": "DISABLE"}}) with data.mesh as testing.mesh
}

test_disable_towards_an_enrolled_service_is_denied if {
	count(mtls_010.deny) == 1 with input as request("cart.shop.svc.cluster.local", {"tls": {"mode": "DISABLE"}}) with data.mesh as mesh({"istio-injection": "enabled"})
}

test_a_service_without_proxies_is_left_out if {
	count(mtls_010.deny) == 0 with input as request("cart", {"tls": {"mode": "DISABLE"}}) with data.mesh as mesh({})
}

test_an_empty_tls_block_disables if {
	count(mtls_010.warn) == 1 with input as request("cart", {"tls": {}}) with data.mesh as testing.mesh
}

test_simple_on_a_port_is_warned_at_its_place if {
	found := mtls_010.warn with input as request("cart", {"portLevelSettings": [{"port": {"number": 80}, "tls": {"mode": "SIMPLE"}}]}) with data.mesh as testing.mesh
	{v.path | some v in found} == {"/spec/trafficPolicy/portLevelSettings/0/tls"}
}

test_istio_mutual_and_external_hosts_are_fine if {
	count(mtls_010.warn) == 0 with input as request("cart", {"tls": {"mode": "ISTIO_MUTUAL"}}) with data.mesh as testing.mesh
	count(mtls_010.warn) == 0 with input as request("api.example.com", {"tls": {"mode": "DISABLE"}}) with data.mesh as testing.mesh
	count(mtls_010.warn) == 0 with input as request("kubernetes.default.svc.cluster.local", {"tls": {"mode": "DISABLE"}}) with data.mesh as testing.mesh
}
