package meshwarden.rules.ext_006_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.ext_006

lists := {"secretHeaders": ["authorization"], "personalHeaders": ["x-user-id"]}

request(spec) := testing.with_parameters(testing.create("Telemetry", "shop", "x", spec), lists)

test_secret_headers_are_denied if {
	count(ext_006.deny) == 1 with input as request({"tracing": [{"customTags": {"t": {"header": {"name": "Authorization"}}}}]}) with data.mesh as testing.mesh
	count(ext_006.deny) == 1 with input as request({"metrics": [{"overrides": [{"tagOverrides": {"t": {"value": "request.headers['authorization']"}}}]}]}) with data.mesh as testing.mesh
	count(ext_006.deny) == 1 with input as request({"tracing": [{"customTags": {"t": {"formatter": {"value": "%REQ(X-A?AUTHORIZATION):10%"}}}}]}) with data.mesh as testing.mesh
}

test_personal_headers_are_warned_at_the_tag if {
	found := ext_006.warn with input as request({"tracing": [{"customTags": {"user": {"header": {"name": "x-user-id"}}}}]}) with data.mesh as testing.mesh
	{v.path | some v in found} == {"/spec/tracing/0/customTags/user"}
}

test_other_tags_are_fine if {
	spec := {"tracing": [{"customTags": {"a": {"header": {"name": "x-request-id"}}, "b": {"literal": {"value": "authorization"}}}}]}
	count(ext_006.deny) == 0 with input as request(spec) with data.mesh as testing.mesh
	count(ext_006.warn) == 0 with input as request(spec) with data.mesh as testing.mesh
}

test_both_names_of_a_formatter_and_headers_of_responses_count if {
	every value in ["%REQ(AUTHORIZATION?X-A)%", "%REQ(x-a?authorization):10%", "a %RESP(Authorization)% b"] {
		count(ext_006.deny) == 1 with input as request({"tracing": [{"customTags": {"t": {"formatter": {"value": value}}}}]}) with data.mesh as testing.mesh
	}
	count(ext_006.deny) == 1 with input as request({"metrics": [{"overrides": [{"tagOverrides": {"t": {"value": "response.headers['authorization']"}}}]}]}) with data.mesh as testing.mesh
}
