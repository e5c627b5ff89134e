# METADATA
# title: Address capture and reserved destinations
# description: A ServiceEntry or WorkloadEntry that takes over addresses that are not its own, or that leads to metadata, loopback or link-local addresses.
# custom:
#   id: MW-TRAFFIC-008
#   severity: high
#   fix: Take virtual addresses from vipRanges, or leave addresses empty and use automatic allocation.
#   match: {kinds: [{apiGroups: [networking.istio.io], kinds: [ServiceEntry, WorkloadEntry]}], operations: [CREATE, UPDATE]}
#   parameters:
#     clusterCIDRs: []
#     vipRanges: [240.0.0.0/4, "2001:2::/48"]
#   clauses:
#     a: {action: deny}
#     b: {action: deny}
#     c: {action: warn}
package meshwarden.rules.traffic_008

import data.meshwarden.lib
import data.meshwarden.lib.addresses

kind := input.request.kind.kind

violation(clause, steps, value) := {
	"msg": sprintf("%s %s captures or targets %s.", [kind, lib.full_name, value]),
	"path": lib.pointer(steps),
	"clause": clause,
	"details": {"value": value},
}

# Addresses and blocks with their places; what is neither is refused by istiod.
captured[i] := addresses.plain(address) if {
	kind == "ServiceEntry"
	some i, address in lib.items(lib.spec, "addresses")
	is_string(address)
	addresses.is_address(addresses.base(address))
	net.cidr_is_valid(addresses.as_block(address))
}

wide(address) if {
	not contains(address, ":")
	addresses.prefix_length(address) < 16
}

wide(address) if {
	contains(address, ":")
	addresses.prefix_length(address) < 48
}

overlaps(address, blocks) if {
	some block in blocks
	addresses.same_family(address, block)
	net.cidr_intersects(addresses.as_block(address), block)
}

cluster_blocks := lib.parameter("clusterCIDRs", [])

grabs(address) if wide(address)

grabs(address) if overlaps(address, cluster_blocks)

grabs(address) if overlaps(address, array.concat(addresses.loopback, addresses.link_local))

deny contains violation("a", ["spec", "addresses", i], address) if {
	some i, address in captured
	grabs(address)
}

unchecked contains {"clause": "a", "needs": {"setting": "clusterCIDRs"}} if {
	count(captured) > 0
	count(cluster_blocks) == 0
}

targets contains {"value": host, "steps": ["spec", "hosts", i]} if {
	kind == "ServiceEntry"
	some i, host in lib.items(lib.spec, "hosts")
}

targets contains {"value": endpoint.address, "steps": ["spec", "endpoints", i, "address"]} if {
	some i, endpoint in lib.items(lib.spec, "endpoints")
}

targets contains {"value": lib.text(lib.spec, "address"), "steps": ["spec", "address"]} if kind == "WorkloadEntry"

deny contains violation("b", target.steps, target.value) if {
	some target in targets
	is_string(target.value)
	reserved(trim_suffix(lower(target.value), "."))
}

reserved(value) if addresses.metadata_host(value)

reserved(value) if value == "localhost"

reserved(value) if addresses.within(value, addresses.loopback)

reserved(value) if startswith(value, "unix://")

endpoint_addresses := {endpoint.address | some endpoint in lib.items(lib.spec, "endpoints")}

tcp_only if {
	lib.text(lib.spec, "resolution") in {"", "NONE"}
	count(lib.items(lib.spec, "ports")) > 0
	every port in lib.items(lib.spec, "ports") { upper(lib.text(port, "protocol")) == "TCP" }
}

vip(address) if {
	some block in lib.parameter("vipRanges", ["240.0.0.0/4", "2001:2::/48"])
	addresses.same_family(address, block)
	net.cidr_contains(block, address)
}

warn contains violation("c", ["spec", "addresses", i], address) if {
	some i, address in captured
	addresses.private(addresses.base(address))
	not grabs(address)
	not vip(address)
	not addresses.base(address) in endpoint_addresses
	not tcp_only
}
