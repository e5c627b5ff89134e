package meshwarden.rules.authz_020_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_020

named(name, spec) := testing.create("AuthorizationPolicy", "payment", name, spec)

denied(asked) := n if {
	n := count(authz_020.deny) with input as asked with data.mesh as testing.mesh with input.parameters as {"intentNames": ["deny-all", "default-deny"]}
}

test_no_rules_without_intent_is_denied if {
	denied(named("x", {})) == 1
	denied(named("x", {"action": "ALLOW", "rules": []})) == 1
	denied(named("default-denying", {})) == 1
}

test_a_name_or_annotation_states_the_intent if {
	denied(named("deny-all", {})) == 0
	denied(named("payments-default-deny", {})) == 0
	denied(testing.annotated(named("x", {}), {"policy.meshwarden.io/intent": "default-deny"})) == 0
}

test_other_actions_and_rules_are_other_rules_business if {
	denied(named("x", {"action": "DENY"})) == 0
	denied(named("x", {"rules": [{}]})) == 0
}

test_a_dry_run_in_the_root_namespace_states_the_intent if {
	denied(testing.annotated(testing.create("AuthorizationPolicy", "istio-system", "x", {}), {"istio.io/dry-run": "true"})) == 0
	denied(testing.annotated(named("x", {}), {"istio.io/dry-run": "true"})) == 1
}
