package meshwarden.rules.authz_015_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_015

request(namespace, class) := testing.create("AuthorizationPolicy", namespace, "x", {"targetRefs": [{"kind": "GatewayClass", "name": class}], "action": "DENY", "rules": [{}]})

test_a_class_outside_the_root_namespace_is_denied if {
	found := authz_015.deny with input as request("payment", "istio-waypoint") with data.mesh as testing.mesh
	{v.path | some v in found} == {"/spec/targetRefs/0"}
}

test_a_class_that_no_waypoint_has_is_denied if {
	count(authz_015.deny) == 1 with input as request("istio-system", "nginx") with data.mesh as testing.mesh
}

test_the_waypoint_class_in_the_root_namespace_is_fine if {
	count(authz_015.deny) == 0 with input as request("istio-system", "istio-waypoint") with data.mesh as testing.mesh
}

test_other_targets_are_not_judged_here if {
	asked := testing.create("AuthorizationPolicy", "payment", "x", {"targetRefs": [{"kind": "Service", "name": "pay"}]})
	count(authz_015.deny) == 0 with input as asked with data.mesh as testing.mesh
}

test_the_site_may_name_its_own_class if {
	asked := testing.with_parameters(request("istio-system", "mine"), {"waypointClasses": ["mine"]})
	count(authz_015.deny) == 0 with input as asked with data.mesh as testing.mesh
}
