package meshwarden.rules.authz_009_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_009

asked(action, fields) := testing.create("AuthorizationPolicy", "payment", "pay", {"action": action, "rules": [{"to": [{"operation": fields}]}]})

test_a_denied_host_without_port_is_warned_and_repaired if {
	found := authz_009.warn with input as asked("DENY", {"hosts": ["admin.example.com"]}) with data.mesh as testing.mesh
	{v.path | some v in found} == {"/spec/rules/0/to/0/operation/hosts/0"}
	patches := authz_009.patch with input as asked("DENY", {"hosts": ["admin.example.com"]}) with data.mesh as testing.mesh
	{p.ops[1].value | some p in patches} == {"admin.example.com:*"}
}

test_both_forms_are_fine if {
	every hosts in [["a.com", "a.com:*"], ["a.com", "a.com*"], ["*"], ["a.com:443"]] {
		count(authz_009.warn) == 0 with input as asked("DENY", {"hosts": hosts}) with data.mesh as testing.mesh
	}
}

test_allow_with_hosts_fails_closed if {
	count(authz_009.warn) == 0 with input as asked("ALLOW", {"hosts": ["a.com"]}) with data.mesh as testing.mesh
}

test_exclusions_of_an_allow_count if {
	count(authz_009.warn) == 1 with input as asked("ALLOW", {"notHosts": ["a.com"]}) with data.mesh as testing.mesh
}

test_a_suffix_cannot_be_repaired if {
	count(authz_009.patch) == 0 with input as asked("DENY", {"hosts": ["*.a.com"]}) with data.mesh as testing.mesh
	count(authz_009.warn) == 1 with input as asked("DENY", {"hosts": ["*.a.com"]}) with data.mesh as testing.mesh
}

test_a_prefix_of_the_host_matches_it_with_every_port_and_without_case if {
	every hosts in [["a.com", "a.*"], ["A.com", "a.COM:*"]] {
		count(authz_009.warn) == 0 with input as asked("DENY", {"hosts": hosts}) with data.mesh as testing.mesh
	}
	every hosts in [["a.com", "a.com:80*"], ["a.com", "b*"], ["a.com", "*a.com"]] {
		count(authz_009.warn) > 0 with input as asked("DENY", {"hosts": hosts}) with data.mesh as testing.mesh
	}
}

test_values_of_the_wrong_type_break_nothing if {
	count(authz_009.warn) == 1 with input as asked("DENY", {"hosts": [5]}) with data.mesh as testing.mesh
}
