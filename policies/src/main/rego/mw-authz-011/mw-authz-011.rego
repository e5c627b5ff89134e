# METADATA
# title: Client-supplied attribute used as the gate
# description: An ALLOW rule whose only gate is something that the client chooses, such as a request header.
# custom:
#   id: MW-AUTHZ-011
#   severity: high
#   fix: Authenticate with mTLS identity or a verified JWT (requestPrincipals); configure trusted hops before using client addresses.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
#   parameters: {trustedHeaders: []}
#   clauses:
#     a: {action: deny}
#     b: {action: warn}
#     c: {action: warn, needs: [{mesh: [/ConfigMap]}]}
package meshwarden.rules.authz_011

import data.meshwarden.lib
import data.meshwarden.lib.authorization
import data.meshwarden.lib.security

trusted_headers := {lower(h) | some h in object.get(input.parameters, "trustedHeaders", [])}

gates contains {"rule": i, "header": authorization.header_name(condition.key), "path": lib.pointer(["spec", "rules", i, "when", j])} if {
	authorization.action == "ALLOW"
	some i, rule in authorization.rules
	not authorization.caller_constrained(rule)
	some j, condition in authorization.conditions(rule)
	authorization.header_gate(condition)
	not authorization.header_name(condition.key) in trusted_headers
}

header_violations contains {
	"msg": sprintf("rules[%d] of %s trusts header %s, which the client chooses.", [gate.rule, lib.full_name, gate.header]),
	"path": gate.path,
	"clause": "a",
	"details": {"header": gate.header},
} if {
	some gate in gates
}

dry if security.dry_run(lib.annotations)

deny contains violation if {
	not dry
	some violation in header_violations
}

warn contains violation if {
	dry
	some violation in header_violations
}

warn contains {
	"msg": sprintf("rules[%d] of %s trusts the form of the authorization header, which the client chooses; nothing verifies the token.", [i, lib.full_name]),
	"path": lib.pointer(["spec", "rules", i, "when", j]),
	"clause": "b",
	"details": {"header": "authorization"},
} if {
	authorization.action == "ALLOW"
	some i, rule in authorization.rules
	not authorization.jwt_identity(rule)
	some j, condition in authorization.conditions(rule)
	authorization.header_name(lib.text(condition, "key")) == "authorization"
	lib.populated(condition, "values")
}

# Where the policy reads the client's address from forwarded headers.
remote_addresses contains lib.pointer(["spec", "rules", i, "from", j, "source", field]) if {
	some i, rule in authorization.rules
	some j, source in authorization.sources(rule)
	some field in authorization.populated_fields(source, ["remoteIpBlocks", "notRemoteIpBlocks"])
}

remote_addresses contains lib.pointer(["spec", "rules", i, "when", j]) if {
	some i, rule in authorization.rules
	some j, condition in authorization.conditions(rule)
	lib.text(condition, "key") == "remote.ip"
}

mesh_config := yaml.unmarshal(config.data.mesh) if {
	config := lib.known("/ConfigMap")[sprintf("%s/istio", [lib.root_namespace])]
	is_string(config.data.mesh)
	yaml.is_valid(config.data.mesh)
} else := {}

proxies_configured if knows_its_hops(lib.block(lib.block(mesh_config, "defaultConfig"), "gatewayTopology"))

# Trusted proxies are counted, or the listener reads the PROXY protocol, which is switched on by an empty block.
knows_its_hops(topology) if {
	is_number(topology.numTrustedProxies)
	topology.numTrustedProxies > 0
}

knows_its_hops(topology) if is_object(topology.proxyProtocol)

proxies_configured if {
	some kind in ["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet"]
	some key, workload in lib.known(kind)
	split(key, "/")[0] == lib.namespace
	annotations := lib.block(lib.block(lib.block(lib.block(workload, "spec"), "template"), "metadata"), "annotations")
	text := lib.text(annotations, "proxy.istio.io/config")
	yaml.is_valid(text)
	knows_its_hops(lib.block(yaml.unmarshal(text), "gatewayTopology"))
}

proxies_configured if {
	some _, filter in lib.known("networking.istio.io/EnvoyFilter")
	contains(json.marshal(filter), "proxy_protocol")
}

warn contains {
	"msg": sprintf("%s trusts the client address of forwarded headers, which the client chooses while no trusted proxies are configured.", [lib.full_name]),
	"path": path,
	"clause": "c",
	"details": {},
} if {
	lib.has_mesh
	some path in remote_addresses
	not proxies_configured
}

unchecked contains {"clause": "c", "needs": "mesh"} if {
	not lib.has_mesh
	count(remote_addresses) > 0
}
