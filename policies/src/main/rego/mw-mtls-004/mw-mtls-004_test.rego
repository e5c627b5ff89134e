package meshwarden.rules.mtls_004_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.mtls_004

request(namespace, ports) := testing.create("PeerAuthentication", namespace, "pay", {
	"selector": {"matchLabels": {"app": "pay"}},
	"mtls": {"mode": "STRICT"},
	"portLevelMtls": ports,
})

test_every_open_port_is_named if {
	found := mtls_004.deny with input as request("payment", {"9090": {"mode": "DISABLE"}, "8080": {"mode": "PERMISSIVE"}, "8443": {"mode": "STRICT"}})
		with data.mesh as testing.mesh
	{v.path | some v in found} == {"/spec/portLevelMtls/9090/mode", "/spec/portLevelMtls/8080/mode"}
}

test_inheriting_and_strict_ports_are_fine if {
	count(mtls_004.deny) == 0 with input as request("payment", {"9090": {"mode": "UNSET"}, "8080": {}, "8443": null}) with data.mesh as testing.mesh
}

test_the_root_namespace_is_another_rule_s_business if {
	count(mtls_004.deny) == 0 with input as request("istio-system", {"9090": {"mode": "DISABLE"}}) with data.mesh as testing.mesh
}
