# METADATA
# title: Telemetry copies secrets or personal data
# description: A Telemetry whose tags copy a header with a secret or with personal data into traces or metrics.
# custom:
#   id: MW-EXT-006
#   severity: medium
#   fix: Drop the tag or hash it upstream.
#   match: {kinds: [{apiGroups: [telemetry.istio.io], kinds: [Telemetry]}], operations: [CREATE, UPDATE]}
#   parameters:
#     secretHeaders: [authorization, proxy-authorization, cookie, set-cookie, x-api-key, x-auth-token]
#     personalHeaders: [x-user-id, x-user-email, x-forwarded-for]
#   clauses:
#     a: {action: deny}
#     b: {action: warn}
package meshwarden.rules.ext_006

import data.meshwarden.lib

copied contains {"header": lower(header), "signal": "traces", "steps": ["spec", "tracing", i, "customTags", tag]} if {
	some i, tracing in lib.items(lib.spec, "tracing")
	some tag, value in lib.block(tracing, "customTags")
	header := lib.text(lib.block(value, "header"), "name")
	header != ""
}

copied contains {"header": lower(header), "signal": "traces", "steps": ["spec", "tracing", i, "customTags", tag]} if {
	some i, tracing in lib.items(lib.spec, "tracing")
	some tag, value in lib.block(tracing, "customTags")
	some header in named_by_formatter(lib.text(lib.block(value, "formatter"), "value"))
}

copied contains {"header": lower(header), "signal": "metrics", "steps": ["spec", "metrics", i, "overrides", j, "tagOverrides", tag]} if {
	some i, metrics in lib.items(lib.spec, "metrics")
	some j, override in lib.items(metrics, "overrides")
	some tag, value in lib.block(override, "tagOverrides")
	some header in array.concat(named_by_expression(lib.text(value, "value")), named_by_formatter(lib.text(value, "value")))
}

# %REQ(x)%, %REQ(x?other):10% and the same of responses, where set-cookie stands.
named_by_formatter(text) := [header |
	some m in regex.find_all_string_submatch_n(`%(?:REQ|RESP)\(([^)]*)\)(?::[0-9]+)?%`, text, -1)
	some name in split(m[1], "?")
	header := trim_space(name)
]

# request.headers['x'] and request.headers["x"] in the expression language of metrics.
named_by_expression(text) := [m[1] | some m in regex.find_all_string_submatch_n(`(?:request|response)\.headers\[['"]([^'"]+)['"]\]`, text, -1)]

secret_headers := {lower(h) | some h in object.get(input.parameters, "secretHeaders", [])}

personal_headers := {lower(h) | some h in object.get(input.parameters, "personalHeaders", [])}

violation(found, clause) := {
	"msg": sprintf("Telemetry %s copies header %s into %s.", [lib.full_name, found.header, found.signal]),
	"path": lib.pointer(found.steps),
	"clause": clause,
	"details": {"header": found.header},
}

deny contains violation(found, "a") if {
	some found in copied
	found.header in secret_headers
}

warn contains violation(found, "b") if {
	some found in copied
	found.header in personal_headers
}
