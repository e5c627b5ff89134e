# METADATA
# title: Unsafe key source
# description: A jwksUri that is fetched without TLS or that makes the control plane call an internal address.
# custom:
#   id: MW-JWT-002
#   severity: high
#   fix: Serve keys over https from a named host; set BLOCKED_CIDRS_IN_JWKS_URIS on istiod.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [RequestAuthentication]}], operations: [CREATE, UPDATE]}
#   parameters: {allowedJwksHosts: [], httpJwksHosts: []}
#   clauses:
#     a: {action: deny}
#     b: {action: deny}
#     c: {action: warn}
package meshwarden.rules.jwt_002

import data.meshwarden.lib
import data.meshwarden.lib.addresses

# The CRD takes both spellings of the field.
sources contains {"uri": uri, "parts": uri_parts(uri), "path": lib.pointer(["spec", "jwtRules", i, field])} if {
	some i, rule in lib.items(lib.spec, "jwtRules")
	some field in ["jwksUri", "jwks_uri"]
	uri := lib.text(rule, field)
	uri != ""
}

# Scheme, user information, host and port, as RFC 3986 splits them.
uri_parts(uri) := {"scheme": lower(m[1]), "user": m[2], "host": trim_suffix(trim(lower(m[3]), "[]"), ".")} if {
	m := regex.find_all_string_submatch_n(`^([A-Za-z][A-Za-z0-9+.-]*)://([^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)`, uri, 1)[0]
}

message(source, what) := sprintf("jwksUri %s of %s %s.", [without_user(source), lib.full_name, what])

# User information never goes into a message.
without_user(source) := replace(source.uri, source.parts.user, "") if source.parts.user != ""

else := source.uri

violation(source, clause, what) := {"msg": message(source, what), "path": source.path, "clause": clause, "details": {"host": source.parts.host}}

allowed_hosts := object.get(input.parameters, "allowedJwksHosts", [])

http_hosts := object.get(input.parameters, "httpJwksHosts", [])

deny contains violation(source, "a", "is fetched without TLS") if {
	some source in sources
	source.parts.scheme == "http"
	not source.parts.host in http_hosts
}

deny contains violation(source, "b", "points at an internal address") if {
	some source in sources
	not source.parts.host in allowed_hosts
	points_inside(source.parts)
}

deny contains violation(source, "b", "is not on the list of key hosts") if {
	some source in sources
	count(allowed_hosts) > 0
	not source.parts.host in allowed_hosts
	not points_inside(source.parts)
}

points_inside(parts) if parts.user != ""

points_inside(parts) if addresses.reserved_host(parts.host)

points_inside(parts) if parts.host in {"kubernetes.default", "kubernetes.default.svc", sprintf("kubernetes.default.svc.%s", [lib.cluster_domain])}

points_inside(parts) if regex.match(`^istiod[a-z0-9-]*\.`, parts.host)

warn contains violation(source, "c", "points at an internal address") if {
	some source in sources
	not source.parts.host in allowed_hosts
	addresses.private(source.parts.host)
}
