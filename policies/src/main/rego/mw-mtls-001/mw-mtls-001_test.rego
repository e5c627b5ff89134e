package meshwarden.rules.mtls_001_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.mtls_001

request(namespace, spec) := testing.create("PeerAuthentication", namespace, "default", spec)

test_permissive_is_denied_at_the_mode if {
	found := mtls_001.deny with input as request("istio-system", {"mtls": {"mode": "PERMISSIVE"}})
		with data.mesh as testing.mesh
	{v.path | some v in found} == {"/spec/mtls/mode"}
}

test_nothing_written_reads_as_permissive if {
	found := mtls_001.deny with input as request("istio-system", {}) with data.mesh as testing.mesh
	{v.details.mode | some v in found} == {"PERMISSIVE"}
}

test_unset_reads_as_permissive if {
	count(mtls_001.deny) == 1 with input as request("istio-system", {"mtls": {"mode": "UNSET"}}) with data.mesh as testing.mesh
}

test_strict_is_fine if {
	count(mtls_001.deny) == 0 with input as request("istio-system", {"mtls": {"mode": "STRICT"}}) with data.mesh as testing.mesh
}

test_other_namespaces_are_others_business if {
	count(mtls_001.deny) == 0 with input as request("payment", {}) with data.mesh as testing.mesh
}

test_patch_fills_only_what_was_left_out if {
	patches := mtls_001.patch with input as request("istio-system", {}) with data.mesh as testing.mesh
	{p.ops[1] | some p in patches} == {{"op": "add", "path": "/spec/mtls", "value": {"mode": "STRICT"}}}
}

test_no_patch_over_a_written_mode if {
	count(mtls_001.patch) == 0 with input as request("istio-system", {"mtls": {"mode": "UNSET"}}) with data.mesh as testing.mesh
}

test_an_empty_block_is_filled_and_a_written_mode_is_not if {
	every spec in [{"mtls": {}}, {"mtls": {"mode": null}}, {"mtls": null}] {
		count(mtls_001.patch) == 1 with input as request("istio-system", spec) with data.mesh as testing.mesh
	}
	every spec in [{"mtls": {"mode": "UNSET"}}, {"mtls": {"mode": "DISABLE"}}, {"mtls": "STRICT"}] {
		count(mtls_001.patch) == 0 with input as request("istio-system", spec) with data.mesh as testing.mesh
	}
}
