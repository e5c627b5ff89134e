package meshwarden.rules.schema_004_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.schema_004

denied(kind, spec) := n if {
	n := count(schema_004.deny) with input as testing.create(kind, "shop", "x", spec) with data.mesh as testing.mesh
}

warned(kind, spec) := n if {
	n := count(schema_004.warn) with input as testing.create(kind, "shop", "x", spec) with data.mesh as testing.mesh
}

test_labels_in_the_wrong_place_are_denied if {
	denied("AuthorizationPolicy", {"selector": {"app": "x"}}) == 1
	denied("Telemetry", {"selector": {"labels": {"app": "x"}}}) == 1
	denied("DestinationRule", {"workloadSelector": {"labels": {"app": "x"}}}) == 1
	denied("ServiceEntry", {"workloadSelector": {"matchLabels": {"app": "x"}}}) == 1
	denied("Gateway", {"selector": {"matchLabels": {"app": "x"}}}) == 1
}

test_an_empty_block_is_ambiguous if {
	denied("PeerAuthentication", {"selector": {}}) == 1
	denied("PeerAuthentication", {"selector": {"matchLabels": {}}}) == 1
	warned("Telemetry", {"selector": {"matchLabels": {}}}) == 1
}

test_populated_and_absent_selectors_are_fine if {
	denied("PeerAuthentication", {}) == 0
	denied("PeerAuthentication", {"selector": {"matchLabels": {"a": "b"}}}) == 0
	denied("Gateway", {"selector": {"istio": "ingressgateway"}}) == 0
}
