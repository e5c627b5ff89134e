package meshwarden.rules.gov_001_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.gov_001

root := testing.create("Telemetry", "istio-system", "x", {})

admins := testing.with_settings({"meshAdmins": ["mesh-admins"], "meshSystemUsers": ["istiod"]})

denied(asked) := n if {
	n := count(gov_001.deny) with input as asked with data.mesh as admins
}

test_a_stranger_in_the_root_namespace_is_denied if denied(testing.by_user(root, "eve", ["devs"])) == 1

test_owners_and_the_system_pass if {
	denied(testing.by_user(root, "ann", ["mesh-admins"])) == 0
	denied(testing.by_user(root, "istiod", [])) == 0
	denied(testing.by_user(root, "root", ["system:masters"])) == 0
}

test_other_namespaces_are_free if {
	denied(testing.by_user(testing.create("Telemetry", "shop", "x", {}), "eve", [])) == 0
}

test_without_user_or_list_it_is_unchecked if {
	gov_001.unchecked == {{"clause": "a", "needs": "user"}} with input as root with data.mesh as admins
	gov_001.unchecked == {{"clause": "a", "needs": {"setting": "meshAdmins"}}} with input as testing.by_user(root, "eve", []) with data.mesh as testing.mesh
}

test_a_protected_namespace_belongs_to_security if {
	asked := testing.by_user(testing.create("PeerAuthentication", "vault", "x", {}), "eve", [])
	listed := testing.with_settings({"securityAdmins": ["sec"], "protectedNamespaces": ["vault"]})
	count(gov_001.deny) == 1 with input as asked with data.mesh as listed
	by_label := object.union(testing.with_settings({"securityAdmins": ["sec"]}), {"objects": {"/Namespace": {"/vault": {"metadata": {"labels": {"policy.meshwarden.io/protected": "true"}}}}}})
	count(gov_001.deny) == 1 with input as asked with data.mesh as by_label
	count(gov_001.deny) == 0 with input as testing.by_user(testing.create("PeerAuthentication", "vault", "x", {}), "sam", ["sec"]) with data.mesh as by_label
}

test_a_namespace_that_goes_away_is_cleared_out if {
	asked := testing.by_user(testing.delete("Telemetry", "istio-system", "x", {}), "system:serviceaccount:kube-system:namespace-controller", [])
	denied(asked) == 0
}
