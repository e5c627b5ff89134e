package meshwarden.rules.schema_003_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.schema_003

warned(asked) := n if {
	n := count(schema_003.warn) with input as asked with data.mesh as testing.mesh
}

denied(asked) := n if {
	n := count(schema_003.deny) with input as asked with data.mesh as testing.mesh
}

test_old_fields_are_warned_where_they_stand if {
	found := schema_003.warn with input as testing.create("DestinationRule", "shop", "x", {"subsets": [{"trafficPolicy": {"loadBalancer": {"simple": "LEAST_CONN"}}}]}) with data.mesh as testing.mesh
	{v.path | some v in found} == {"/spec/subsets/0/trafficPolicy/loadBalancer/simple"}
	warned(testing.create("DestinationRule", "shop", "x", {"trafficPolicy": {"outlierDetection": {"consecutiveErrors": 5}, "portLevelSettings": [{"loadBalancer": {"simple": "LEAST_CONN"}}]}})) == 2
	warned(testing.create("VirtualService", "shop", "x", {"http": [{"mirrorPercent": 5, "corsPolicy": {"allowOrigin": ["*"]}, "fault": {"delay": {"percent": 5}}}]})) == 3
	warned(testing.create("Gateway", "shop", "x", {"servers": [{"port": {"number": 80, "targetPort": 8080}}]})) == 1
}

test_current_fields_are_fine if {
	warned(testing.create("DestinationRule", "shop", "x", {"trafficPolicy": {"loadBalancer": {"simple": "LEAST_REQUEST"}}})) == 0
}

test_what_is_gone_is_denied if {
	every pair in [["rbac.istio.io/v1alpha1", "ServiceRole"], ["authentication.istio.io/v1alpha1", "Policy"], ["security.istio.io/v1alpha1", "AuthorizationPolicy"], ["config.gatekeeper.sh/v1alpha1", "IstioSecurityPolicy"]] {
		denied(testing.create_object({"apiVersion": pair[0], "kind": pair[1], "metadata": {"name": "x", "namespace": "y"}})) == 1
	}
	denied(testing.create_object({"apiVersion": "config.gatekeeper.sh/v1alpha1", "kind": "Config", "metadata": {"name": "x", "namespace": "y"}})) == 0
}

test_older_versions_are_only_recorded if {
	asked := testing.create_object({"apiVersion": "networking.istio.io/v1beta1", "kind": "Sidecar", "metadata": {"name": "x", "namespace": "y"}, "spec": {}})
	count(schema_003.audit) == 1 with input as asked with data.mesh as testing.mesh
	warned(asked) == 0
}

pod(meta) := testing.create_object({"apiVersion": "v1", "kind": "Pod", "metadata": object.union({"name": "x", "namespace": "y"}, meta), "spec": {}})

test_the_injection_annotation_wants_its_label if {
	warned(pod({"annotations": {"sidecar.istio.io/inject": "false"}})) == 1
	warned(pod({"annotations": {"sidecar.istio.io/inject": "false"}, "labels": {"sidecar.istio.io/inject": "false"}})) == 0
}

test_cluster_scoped_objects_are_judged_too if {
	asked := json.remove(testing.create_object({"apiVersion": "config.gatekeeper.sh/v1alpha1", "kind": "MeshPolicy", "metadata": {"name": "x", "namespace": ""}}), ["/request/namespace"])
	found := schema_003.deny with input as asked with data.mesh as testing.mesh
	{startswith(v.msg, "MeshPolicy x:") | some v in found} == {true}
}

test_an_old_field_that_says_nothing_is_fine if {
	warned(testing.create("VirtualService", "shop", "x", {"http": [{"mirrorPercent": null, "corsPolicy": {"allowOrigin": []}}]})) == 0
	warned(testing.create("VirtualService", "shop", "x", {"http": [{"mirrorPercent": 0}]})) == 1
}

test_an_older_version_of_telemetry_is_recorded if {
	asked := testing.create_object({"apiVersion": "telemetry.istio.io/v1alpha1", "kind": "Telemetry", "metadata": {"name": "x", "namespace": "y"}, "spec": {}})
	count(schema_003.audit) == 1 with input as asked with data.mesh as testing.mesh
}
