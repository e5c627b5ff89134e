package meshwarden.rules.authz_010_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_010

asked(action, fields) := testing.create("AuthorizationPolicy", "payment", "pay", {"action": action, "rules": [{"to": [{"operation": fields}]}]})

mesh(text) := object.union(testing.mesh, {"objects": {"/ConfigMap": {"istio-system/istio": {"data": {"mesh": text}}}}})

test_exclusions_of_an_allow_are_warned if {
	count(authz_010.warn) == 1 with input as asked("ALLOW", {"notPaths": ["/admin"]}) with data.mesh as testing.mesh
	count(authz_010.warn) == 1 with input as asked("ALLOW", {"notMethods": ["POST"]}) with data.mesh as testing.mesh
}

test_denied_paths_need_a_mesh_that_merges_slashes if {
	count(authz_010.warn) == 1 with input as asked("DENY", {"paths": ["/admin"]}) with data.mesh as mesh("{}")
	count(authz_010.warn) == 0 with input as asked("DENY", {"paths": ["/admin"]}) with data.mesh as mesh("pathNormalization: {normalization: MERGE_SLASHES}")
}

test_without_the_mesh_the_normalisation_is_unchecked if {
	count(authz_010.unchecked) == 1 with input as asked("DENY", {"paths": ["/admin"]}) with data.mesh as testing.mesh
	count(authz_010.warn) == 0 with input as asked("DENY", {"paths": ["/admin"]}) with data.mesh as testing.mesh
}

test_the_other_forms_are_fine if {
	count(authz_010.warn) == 0 with input as asked("DENY", {"notPaths": ["/public"]}) with data.mesh as mesh("{}")
	count(authz_010.warn) == 0 with input as asked("ALLOW", {"paths": ["/api"]}) with data.mesh as mesh("{}")
}

test_an_excluded_host_has_other_spellings if {
	found := authz_010.warn with input as asked("ALLOW", {"notHosts": ["a.com"]}) with data.mesh as testing.mesh
	{v.msg | some v in found} == {"payment/pay protects a.com by exclusion; another spelling of the host may reach the same backend resource."}
}

test_a_mesh_configuration_that_is_no_yaml_reads_as_empty if {
	count(authz_010.warn) == 1 with input as asked("DENY", {"paths": ["/admin"]}) with data.mesh as mesh("a: [")
}
