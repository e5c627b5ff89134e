package meshwarden.rules.authz_012_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_012

request(spec) := testing.create("AuthorizationPolicy", "payment", "pay", spec)

test_audit_is_warned if {
	count(authz_012.warn) == 1 with input as request({"action": "AUDIT", "rules": [{}]}) with data.mesh as testing.mesh
}

test_a_deny_without_rules_is_denied if {
	count(authz_012.deny) == 1 with input as request({"action": "DENY"}) with data.mesh as testing.mesh
	count(authz_012.deny) == 0 with input as request({"action": "DENY", "rules": [{}]}) with data.mesh as testing.mesh
}

became(value) := testing.annotated(testing.update("AuthorizationPolicy", "payment", "pay", {"rules": []}, {"rules": []}), {"istio.io/dry-run": value})

test_turning_enforcement_into_a_dry_run_is_denied if {
	count(authz_012.deny) == 1 with input as became("t") with data.mesh as testing.mesh
	count(authz_012.deny) == 0 with input as became("false") with data.mesh as testing.mesh
}

test_a_new_dry_run_is_only_recorded if {
	asked := testing.annotated(request({"rules": [{"to": []}]}), {"istio.io/dry-run": "true"})
	count(authz_012.audit) == 1 with input as asked with data.mesh as testing.mesh
	count(authz_012.deny) == 0 with input as asked with data.mesh as testing.mesh
}
