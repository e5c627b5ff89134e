package meshwarden.rules.jwt_002_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.jwt_002

request(uri) := testing.create("RequestAuthentication", "api", "jwt", {"jwtRules": [{"issuer": "i", "jwksUri": uri}]})

clauses(uri) := c if {
	d := jwt_002.deny with input as request(uri) with data.mesh as testing.mesh
	w := jwt_002.warn with input as request(uri) with data.mesh as testing.mesh
	c := {v.clause | some v in (d | w)}
}

test_plain_http_is_denied if clauses("http://keys.example.com/jwks") == {"a"}

test_internal_addresses_are_denied if {
	every uri in ["https://127.0.0.1/x", "https://localhost:8443/x", "https://169.254.169.254/latest", "https://[::1]/x", "https://user:pw@keys.example.com/x", "https://kubernetes.default.svc/openid/v1/jwks", "https://istiod.istio-system.svc:15012/x", "https://metadata.google.internal/x"] {
		clauses(uri) == {"b"}
	}
}

test_private_literals_are_warned if {
	clauses("https://10.1.2.3/x") == {"c"}
	clauses("https://[fd00::1]/x") == {"c"}
}

test_public_hosts_are_fine if clauses("https://keys.example.com/.well-known/jwks.json") == set()

test_user_information_is_never_echoed if {
	found := jwt_002.deny with input as request("https://user:secret@keys.example.com/x") with data.mesh as testing.mesh
	every v in found { not contains(v.msg, "secret") }
	count(found) == 1
}

test_a_list_of_hosts_is_exhaustive if {
	found := jwt_002.deny with input as testing.with_parameters(request("https://other.example.com/x"), {"allowedJwksHosts": ["keys.example.com"]}) with data.mesh as testing.mesh
	count(found) == 1
}

test_both_spellings_of_the_field_are_read if {
	asked := testing.create("RequestAuthentication", "api", "jwt", {"jwtRules": [{"issuer": "i", "jwks_uri": "http://keys.example.com/jwks"}]})
	found := jwt_002.deny with input as asked with data.mesh as testing.mesh
	{v.path | some v in found} == {"/spec/jwtRules/0/jwks_uri"}
}

test_other_spellings_of_internal_addresses_are_found if {
	clauses("https://localhost./x") == {"b"}
	clauses("https://[::ffff:127.0.0.1]/x") == {"b"}
	clauses("https://[::ffff:10.0.0.1]/x") == {"c"}
}

test_what_only_looks_like_an_address_breaks_nothing if {
	every uri in ["https://999.1.1.1/", "https://[1::2::3]/"] { clauses(uri) == set() }
}
