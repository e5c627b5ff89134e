package meshwarden.rules.authz_002_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.authz_002

request(spec) := testing.create("AuthorizationPolicy", "payment", "pay", spec)

denied(spec) := n if {
	n := count(authz_002.deny) with input as request(spec) with data.mesh as testing.mesh
}

test_open_addresses_and_paths_are_denied if {
	denied({"rules": [{"from": [{"source": {"ipBlocks": ["0.0.0.0/0"]}}]}]}) == 1
	denied({"rules": [{"to": [{"operation": {"paths": ["/*"]}}]}]}) == 1
	denied({"rules": [{"to": [{"operation": {"paths": ["/{**}"], "methods": ["*"]}}]}]}) == 1
	denied({"rules": [{"when": [{"key": "source.ip", "values": ["::/0"]}]}]}) == 1
}

test_anything_that_narrows_is_fine if {
	denied({"rules": [{"from": [{"source": {"principals": ["*"]}}], "to": [{"operation": {"paths": ["/*"]}}]}]}) == 0
	denied({"rules": [{"to": [{"operation": {"ports": ["8080"]}}]}]}) == 0
	denied({"rules": [{"from": [{"source": {"ipBlocks": ["10.0.0.0/8"]}}]}]}) == 0
	denied({"rules": [{"when": [{"key": "source.ip", "values": ["0.0.0.0/0"], "notValues": ["10.0.0.1"]}]}]}) == 0
}

test_an_empty_rule_is_another_rule_s_business if denied({"rules": [{}]}) == 0
