package meshwarden.rules.authz_011_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_011

request(spec) := testing.create("AuthorizationPolicy", "payment", "pay", spec)

header(name) := {"key": sprintf("request.headers[%s]", [name]), "values": ["x"]}

test_a_header_as_the_only_gate_is_denied if {
	found := authz_011.deny with input as request({"rules": [{"when": [header("X-User-Id")]}]}) with data.mesh as testing.mesh
	{v.details.header | some v in found} == {"x-user-id"}
}

test_a_header_beside_a_caller_is_fine if {
	count(authz_011.deny) == 0 with input as request({"rules": [{"from": [{"source": {"principals": ["a"]}}], "when": [header("x-user-id")]}]}) with data.mesh as testing.mesh
	count(authz_011.deny) == 0 with input as request({"rules": [{"when": [header("x-user-id"), {"key": "source.namespace", "values": ["a"]}]}]}) with data.mesh as testing.mesh
	count(authz_011.deny) == 0 with input as request({"rules": [{"when": [header(":authority")]}]}) with data.mesh as testing.mesh
}

test_the_form_of_a_token_verifies_nothing if {
	found := authz_011.warn with input as request({"rules": [{"from": [{"source": {"principals": ["a"]}}], "when": [header("Authorization")]}]}) with data.mesh as testing.mesh
	{v.clause | some v in found} == {"b"}
	count(authz_011.warn) == 0 with input as request({"rules": [{"from": [{"source": {"requestPrincipals": ["*"]}}], "when": [header("authorization")]}]}) with data.mesh as testing.mesh
}

remote := request({"rules": [{"from": [{"source": {"remoteIpBlocks": ["10.0.0.0/8"]}}]}]})

test_client_addresses_need_trusted_hops if {
	count(authz_011.warn) == 1 with input as remote with data.mesh as object.union(testing.mesh, {"objects": {}})
	count(authz_011.warn) == 0 with input as remote with data.mesh as object.union(testing.mesh, {"objects": {"/ConfigMap": {"istio-system/istio": {"data": {"mesh": "defaultConfig: {gatewayTopology: {numTrustedProxies: 2}}"}}}}})
	authz_011.unchecked == {{"clause": "c", "needs": "mesh"}} with input as remote with data.mesh as testing.mesh
}

test_a_trusted_header_is_left_alone if {
	count(authz_011.deny) == 0 with input as testing.with_parameters(request({"rules": [{"when": [header("x-edge")]}]}), {"trustedHeaders": ["X-Edge"]}) with data.mesh as testing.mesh
}

by_client_address := request({"action": "DENY", "rules": [{"from": [{"source": {"remoteIpBlocks": ["10.0.0.0/8"]}}]}]})

knowing(objects) := object.union(testing.mesh, {"objects": objects})

configured(text) := knowing({"/ConfigMap": {"istio-system/istio": {"data": {"mesh": text}}}})

test_client_addresses_need_counted_hops_or_the_proxy_protocol if {
	every text in ["{}", "defaultConfig: {gatewayTopology: {numTrustedProxies: 0}}", "a: ["] {
		count(authz_011.warn) == 1 with input as by_client_address with data.mesh as configured(text)
	}
	every text in ["defaultConfig: {gatewayTopology: {numTrustedProxies: 1}}", "defaultConfig: {gatewayTopology: {proxyProtocol: {}}}"] {
		count(authz_011.warn) == 0 with input as by_client_address with data.mesh as configured(text)
	}
}

test_a_workload_with_a_broken_annotation_breaks_nothing if {
	annotated := {"spec": {"template": {"metadata": {"annotations": {"proxy.istio.io/config": "a: ["}}}}}
	count(authz_011.warn) == 1 with input as by_client_address with data.mesh as knowing({"apps/Deployment": {"payment/x": annotated}})
}
