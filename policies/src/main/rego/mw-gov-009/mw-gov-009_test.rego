package meshwarden.rules.gov_009_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.gov_009

site := testing.with_settings({"meshAdmins": ["mesh-admins", "ann"], "meshSystemUsers": ["istiod"]})

exempt := {"meshwarden.io/exempt": "true"}

protected := {"policy.meshwarden.io/protected": "true"}

created(labels) := testing.create_object(testing.namespace("shop", labels))

relabelled(before, after) := testing.update_object(testing.namespace("shop", before), testing.namespace("shop", after))

clauses(asked, name, groups, mesh) := {c |
	some found in gov_009.deny with input as testing.by_user(asked, name, groups) with data.mesh as mesh
	c := found.clause
}

by_eve(asked) := clauses(asked, "eve", ["devs"], site)

test_a_tenant_may_not_exempt if {
	by_eve(created(exempt)) == {"a"}
	by_eve(relabelled({}, exempt)) == {"a"}
}

test_any_value_exempts if {
	every value in ["", "false", "no", null] {
		by_eve(relabelled({"team": "x"}, {"meshwarden.io/exempt": value})) == {"a"}
	}
}

test_owners_and_the_system_pass if {
	every asked in [created(exempt), relabelled(protected, exempt)] {
		clauses(asked, "ann", [], site) == set()
		clauses(asked, "zoe", ["devs", "mesh-admins"], site) == set()
		clauses(asked, "istiod", [], site) == set()
		clauses(asked, "root", ["system:masters"], site) == set()
	}
}

test_a_group_that_is_named_like_a_system_user_does_not_pass if clauses(created(exempt), "eve", ["istiod"], site) == {"a"}

test_without_a_list_only_the_system_passes if {
	clauses(created(exempt), "ann", ["mesh-admins"], testing.mesh) == {"a"}
	clauses(created(exempt), "root", ["system:masters"], testing.mesh) == set()
	count(gov_009.unchecked) == 0 with input as testing.by_user(created(exempt), "ann", []) with data.mesh as testing.mesh
}

test_what_is_exempt_may_stay_so_and_may_come_back if {
	by_eve(relabelled(exempt, object.union(exempt, {"team": "x"}))) == set()
	by_eve(relabelled(exempt, {"meshwarden.io/exempt": "other"})) == set()
	by_eve(relabelled(exempt, {})) == set()
}

test_a_tenant_may_not_lift_the_protection if {
	by_eve(relabelled(protected, {})) == {"b"}
	by_eve(relabelled(protected, {"policy.meshwarden.io/protected": "false"})) == {"b"}
	by_eve(relabelled(protected, exempt)) == {"a", "b"}
}

test_what_was_never_protected_may_change if {
	by_eve(relabelled({"policy.meshwarden.io/protected": "yes"}, {})) == set()
	by_eve(relabelled({}, protected)) == set()
	by_eve(relabelled(protected, object.union(protected, {"team": "x"}))) == set()
	by_eve(created(protected)) == set()
}

test_other_labels_are_nobodys_business if {
	by_eve(created({"team": "x", "meshwarden.io/exempted": "true"})) == set()
	by_eve(relabelled({}, {"exempt": "true"})) == set()
}

test_labels_of_null_are_none if {
	by_eve(testing.update_object(testing.namespace("shop", null), testing.namespace("shop", exempt))) == {"a"}
	by_eve(testing.update_object(testing.namespace("shop", protected), testing.namespace("shop", null))) == {"b"}
}

test_without_a_user_it_is_unchecked if {
	gov_009.unchecked == {{"clause": "a", "needs": "user"}} with input as created(exempt) with data.mesh as site
	gov_009.unchecked == {{"clause": "b", "needs": "user"}} with input as relabelled(protected, {}) with data.mesh as site
	gov_009.unchecked == set() with input as created({}) with data.mesh as site
}

test_the_path_is_the_label if {
	some found in gov_009.deny with input as testing.by_user(created(exempt), "eve", []) with data.mesh as site
	found.path == "/metadata/labels/meshwarden.io~1exempt"
	found.msg == "eve may not exempt Namespace shop from Meshwarden."
}
