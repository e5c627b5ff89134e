package meshwarden.rules.ns_002_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.ns_002

relabelled(before, after) := testing.update_object(testing.namespace("shop", before), testing.namespace("shop", after))

denied(before, after) := n if {
	n := count(ns_002.deny) with input as relabelled(before, after) with data.mesh as testing.mesh
}

enabled := {"istio-injection": "enabled"}

test_a_namespace_that_drops_its_label_is_denied if {
	denied(enabled, {}) == 1
	denied(enabled, {"team": "shop"}) == 1
	denied({"istio.io/rev": "prod-stable"}, {}) == 1
	denied({"istio.io/dataplane-mode": "ambient"}, {"istio.io/dataplane-mode": "none"}) == 1
}

test_disabled_beats_a_revision if {
	denied({"istio.io/rev": "prod-stable"}, {"istio.io/rev": "prod-stable", "istio-injection": "disabled"}) == 1
	denied(enabled, {"istio.io/rev": "prod-stable", "istio-injection": "enable"}) == 1
}

test_a_revision_without_a_name_is_none if denied(enabled, {"istio.io/rev": ""}) == 1

test_switching_the_mode_is_not_leaving if {
	denied(enabled, {"istio.io/rev": "prod-stable"}) == 0
	denied(enabled, {"istio.io/dataplane-mode": "ambient"}) == 0
	denied({"istio.io/dataplane-mode": "ambient"}, enabled) == 0
	denied({"istio.io/rev": "a"}, {"istio.io/rev": "b"}) == 0
	denied({"istio-injection": "enabled", "istio.io/dataplane-mode": "ambient"}, enabled) == 0
}

test_who_was_outside_may_stay_outside if {
	denied({}, {}) == 0
	denied({"istio-injection": "disabled"}, {}) == 0
	denied({"istio.io/rev": "a", "istio-injection": "disabled"}, {"istio.io/rev": "a", "istio-injection": "off"}) == 0
	denied({}, enabled) == 0
}

test_only_an_update_leaves if {
	count(ns_002.deny) == 0 with input as testing.create_object(testing.namespace("shop", {})) with data.mesh as testing.mesh
}

test_a_label_of_null_is_no_enrolment if denied(enabled, {"istio-injection": null}) == 1

test_namespaces_outside_the_mesh_by_design_are_left_alone if {
	asked := json.patch(relabelled(enabled, {}), [{"op": "replace", "path": "/request/object/metadata/name", "value": "kube-public"}])
	outside := testing.with_settings({"unenrolledNamespaces": ["kube-public"]})
	count(ns_002.deny) == 0 with input as asked with data.mesh as outside
	count(ns_002.deny) == 1 with input as relabelled(enabled, {}) with data.mesh as outside
	count(ns_002.deny) == 1 with input as testing.with_parameters(asked, {"unenrolledNamespaces": []}) with data.mesh as outside
}

test_the_message_names_both_states if {
	some found in ns_002.deny with input as relabelled(enabled, {"istio-injection": "disabled", "team": "x"}) with data.mesh as testing.mesh
	found.msg == "Namespace shop would leave the mesh (istio-injection=enabled to istio-injection=disabled)."
	some other in ns_002.deny with input as relabelled(enabled, {"team": "x"}) with data.mesh as testing.mesh
	other.msg == "Namespace shop would leave the mesh (istio-injection=enabled to no mesh label)."
}
