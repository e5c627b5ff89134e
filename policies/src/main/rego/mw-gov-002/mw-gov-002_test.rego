package meshwarden.rules.gov_002_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.gov_002

site := testing.with_settings({"meshAdmins": ["mesh-admins"], "meshSystemUsers": ["istiod"]})

policy(labels) := {
	"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication",
	"metadata": {"name": "default", "namespace": "pay", "labels": labels}, "spec": {"mtls": {"mode": "STRICT"}},
}

mark := {"policy.meshwarden.io/protected": "true"}

deleted(labels) := json.patch(testing.create_object(policy(labels)), [
	{"op": "replace", "path": "/request/operation", "value": "DELETE"},
	{"op": "replace", "path": "/request/oldObject", "value": policy(labels)},
	{"op": "replace", "path": "/request/object", "value": null},
])

relabelled(before, after) := testing.update_object(policy(before), policy(after))

messages(asked, name, groups, mesh) := {m |
	some found in gov_002.deny with input as testing.by_user(asked, name, groups) with data.mesh as mesh
	m := found.msg
}

test_a_protected_policy_is_not_deleted if {
	messages(deleted(mark), "eve", ["devs"], site) == {"PeerAuthentication pay/default is protected and may not be deleted by eve."}
}

test_a_protected_policy_is_not_unmarked if {
	every after in [{}, {"policy.meshwarden.io/protected": "false"}, {"policy.meshwarden.io/protected": null}, null] {
		messages(relabelled(mark, after), "eve", ["devs"], site) == {"PeerAuthentication pay/default is protected and may not be unmarked by eve."}
	}
}

test_owners_and_the_system_pass if {
	every asked in [deleted(mark), relabelled(mark, {})] {
		messages(asked, "ann", ["mesh-admins"], site) == set()
		messages(asked, "istiod", [], site) == set()
		messages(asked, "root", ["system:masters"], site) == set()
	}
}

test_what_keeps_the_mark_passes if {
	messages(relabelled(mark, object.union(mark, {"team": "pay"})), "eve", [], site) == set()
	messages(relabelled({}, mark), "eve", [], site) == set()
}

test_what_was_never_marked_passes if {
	messages(deleted({}), "eve", [], site) == set()
	messages(deleted({"policy.meshwarden.io/protected": "yes"}), "eve", [], site) == set()
	messages(relabelled({"policy.meshwarden.io/protected": "yes"}, {}), "eve", [], site) == set()
}

test_another_label_may_be_the_mark if {
	asked := testing.with_parameters(deleted({"guarded": "true"}), {"protectedLabel": "guarded"})
	count(messages(asked, "eve", [], site)) == 1
	messages(testing.with_parameters(deleted(mark), {"protectedLabel": "guarded"}), "eve", [], site) == set()
}

site_with_phase(p) := object.union(site, {"objects": {"/Namespace": {"/pay": {"status": {"phase": p}}}}})

test_what_goes_with_its_namespace_is_not_held_back if {
	controller := "system:serviceaccount:kube-system:namespace-controller"
	collector := "system:serviceaccount:kube-system:generic-garbage-collector"
	messages(deleted(mark), controller, [], site) == set()
	messages(deleted(mark), collector, [], site_with_phase("Terminating")) == set()
	count(messages(deleted(mark), collector, [], site_with_phase("Active"))) == 1
	count(messages(deleted(mark), "eve", [], site_with_phase("Terminating"))) == 1
}

test_without_user_or_list_it_is_unchecked if {
	gov_002.unchecked == {{"needs": "user"}} with input as deleted(mark) with data.mesh as site
	gov_002.unchecked == {{"needs": {"setting": "meshAdmins"}}} with input as testing.by_user(deleted(mark), "eve", []) with data.mesh as testing.mesh
	gov_002.unchecked == set() with input as testing.by_user(deleted({}), "eve", []) with data.mesh as testing.mesh
	gov_002.unchecked == set() with input as deleted({}) with data.mesh as site
}
