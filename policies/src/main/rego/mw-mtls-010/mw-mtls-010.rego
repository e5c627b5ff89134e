# METADATA
# title: DestinationRule downgrades mTLS towards a mesh service
# description: A DestinationRule for a mesh host whose TLS mode is DISABLE, SIMPLE or MUTUAL instead of Istio mutual TLS.
# custom:
#   id: MW-MTLS-010
#   severity: high
#   fix: Delete the tls block, so that automatic mTLS applies, or set ISTIO_MUTUAL.
#   match: {kinds: [{apiGroups: [networking.istio.io], kinds: [DestinationRule]}], operations: [CREATE, UPDATE]}
#   clauses:
#     a: {action: deny}
#     b: {action: warn}
package meshwarden.rules.mtls_010

import data.meshwarden.lib
import data.meshwarden.lib.hosts

host := hosts.qualified(lib.text(lib.spec, "host"))

in_scope if {
	hosts.in_mesh(host)
	not hosts.api_server(host)
	not hosts.without_proxies(host)
}

# Every tls block with its place.
locations contains {"path": "/spec/trafficPolicy/tls", "tls": tls} if {
	tls := lib.block(lib.spec, "trafficPolicy").tls
	is_object(tls)
}

locations contains {"path": lib.pointer(["spec", "trafficPolicy", "portLevelSettings", i, "tls"]), "tls": port.tls} if {
	some i, port in lib.items(lib.block(lib.spec, "trafficPolicy"), "portLevelSettings")
	is_object(port.tls)
}

locations contains {"path": lib.pointer(["spec", "subsets", s, "trafficPolicy", "tls"]), "tls": tls} if {
	some s, subset in lib.items(lib.spec, "subsets")
	tls := lib.block(subset, "trafficPolicy").tls
	is_object(tls)
}

locations contains {"path": lib.pointer(["spec", "subsets", s, "trafficPolicy", "portLevelSettings", i, "tls"]), "tls": port.tls} if {
	some s, subset in lib.items(lib.spec, "subsets")
	some i, port in lib.items(lib.block(subset, "trafficPolicy"), "portLevelSettings")
	is_object(port.tls)
}

tls_mode(tls) := lib.text(tls, "mode") if lib.text(tls, "mode") != ""

else := "DISABLE"

found(clause, modes) := {violation |
	some location in locations
	mode := tls_mode(location.tls)
	mode in modes
	violation := {
		"msg": sprintf("DestinationRule %s sends traffic for %s at %s with TLS mode %s instead of Istio mutual TLS.", [lib.full_name, lib.text(lib.spec, "host"), location.path, mode]),
		"path": location.path,
		"clause": clause,
		"details": {"mode": mode},
	}
}

deny contains violation if {
	in_scope
	lib.has_mesh
	some violation in found("a", {"DISABLE"})
}

# Without the cluster the Service may have no proxies.
warn contains violation if {
	in_scope
	not lib.has_mesh
	some violation in found("a", {"DISABLE"})
}

warn contains violation if {
	in_scope
	some violation in found("b", {"SIMPLE", "MUTUAL"})
}
