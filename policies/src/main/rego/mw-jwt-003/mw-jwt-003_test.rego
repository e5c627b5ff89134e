package meshwarden.rules.jwt_003_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.jwt_003

request(rule) := testing.create("RequestAuthentication", "api", "jwt", {"jwtRules": [rule]})

test_a_missing_issuer_is_denied if {
	count(jwt_003.deny) == 1 with input as request({"jwksUri": "https://a/x", "audiences": ["a"]}) with data.mesh as testing.mesh
}

test_missing_audiences_and_url_tokens_are_warned if {
	found := jwt_003.warn with input as request({"issuer": "i", "fromParams": ["token"]}) with data.mesh as testing.mesh
	{v.clause | some v in found} == {"b", "c"}
}

test_a_complete_rule_is_fine if {
	found := jwt_003.warn with input as request({"issuer": "i", "audiences": ["a"]}) with data.mesh as testing.mesh
	count(found) == 0
}

test_exempt_issuers_need_no_audiences if {
	count(jwt_003.warn) == 0 with input as testing.with_parameters(request({"issuer": "i"}), {"audienceExemptIssuers": ["i"]}) with data.mesh as testing.mesh
}
