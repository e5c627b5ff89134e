# METADATA
# title: Failover and locality settings that do not do what they say
# description: Locality settings without outlier detection, across a residency boundary, or with regions that do not exist.
# custom:
#   id: MW-MULTI-004
#   severity: medium
#   fix: Use real region names; add outlier detection.
#   match: {kinds: [{apiGroups: [networking.istio.io], kinds: [DestinationRule, ServiceEntry]}], operations: [CREATE, UPDATE]}
#   parameters: {residency: {}, knownRegions: [], knownNetworks: []}
#   clauses:
#     a: {action: warn}
#     b: {action: deny}
#     c: {action: warn}
#     d: {action: warn}
package meshwarden.rules.multi_004

import data.meshwarden.lib

destination := lib.block(lib.spec, "trafficPolicy")

# Every traffic policy with its place and whether hosts that fail are ejected under it. A subset inherits that from the
# destination block by block, a port inherits nothing; an empty outlierDetection switches it on with its defaults.
policies contains {"policy": destination, "steps": ["spec", "trafficPolicy"], "ejects": ejects(destination)}

policies contains {"policy": port, "steps": ["spec", "trafficPolicy", "portLevelSettings", p], "ejects": ejects(port)} if {
	some p, port in lib.items(destination, "portLevelSettings")
}

policies contains {"policy": policy, "steps": ["spec", "subsets", s, "trafficPolicy"], "ejects": ejects(object.union(destination, policy))} if {
	some s, subset in lib.items(lib.spec, "subsets")
	policy := lib.block(subset, "trafficPolicy")
}

policies contains {"policy": port, "steps": ["spec", "subsets", s, "trafficPolicy", "portLevelSettings", p], "ejects": ejects(port)} if {
	some s, subset in lib.items(lib.spec, "subsets")
	some p, port in lib.items(lib.block(subset, "trafficPolicy"), "portLevelSettings")
}

ejects(policy) if is_object(policy.outlierDetection)

else := false

locality_settings contains {"setting": setting, "ejects": found.ejects, "steps": array.concat(found.steps, ["loadBalancer", "localityLbSetting"])} if {
	some found in policies
	setting := lib.block(lib.block(found.policy, "loadBalancer"), "localityLbSetting")
	count(setting) > 0
}

violation(clause, steps, reason) := {
	"msg": sprintf("%s %s: %s.", [lib.text(lib.subject, "kind"), lib.full_name, reason]),
	"path": lib.pointer(steps),
	"clause": clause,
	"details": {},
}

warn contains violation("a", array.concat(found.steps, [field]), sprintf("%s never happens without outlierDetection in the same policy", [field])) if {
	some found in locality_settings
	some field in ["failover", "failoverPriority"]
	count(lib.items(found.setting, field)) > 0
	not found.ejects
}

region(locality) := split(locality, "/")[0] if is_string(locality)

# Pairs of regions that traffic moves between.
pairs contains {"from": region(entry.from), "to": region(to), "steps": array.concat(found.steps, ["distribute", i])} if {
	some found in locality_settings
	some i, entry in lib.items(found.setting, "distribute")
	some to in object.keys(lib.block(entry, "to"))
}

pairs contains {"from": region(entry.from), "to": region(entry.to), "steps": array.concat(found.steps, ["failover", i])} if {
	some found in locality_settings
	some i, entry in lib.items(found.setting, "failover")
}

endpoint_regions contains {"region": region(endpoint.locality), "steps": ["spec", "endpoints", i, "locality"]} if {
	some i, endpoint in lib.items(lib.spec, "endpoints")
	lib.text(endpoint, "locality") != ""
}

pairs contains {"from": a.region, "to": b.region, "steps": b.steps} if {
	some a in endpoint_regions
	some b in endpoint_regions
	a.region < b.region
}

residency := lib.parameter("residency", {})

groups(r) := {name |
	some name, regions in residency
	r in regions
}

deny contains violation("b", pair.steps, sprintf("traffic from %s to %s crosses a residency boundary", [pair.from, pair.to])) if {
	some pair in pairs
	count(groups(pair.from)) > 0
	count(groups(pair.to)) > 0
	count(groups(pair.from) & groups(pair.to)) == 0
}

named_regions contains {"region": pair.from, "steps": pair.steps} if some pair in pairs

named_regions contains {"region": pair.to, "steps": pair.steps} if some pair in pairs

named_regions contains found if some found in endpoint_regions

known_regions := lib.parameter("knownRegions", [])

unreal(r) if r in {"region", "zone"}

unreal(r) if {
	count(known_regions) > 0
	not r in known_regions
	r != "*"
}

warn contains violation("c", found.steps, sprintf("%s is no region, so this locality matches nothing", [found.region])) if {
	some found in named_regions
	unreal(found.region)
}

warn contains violation("c", found.steps, "distribute and failover name no region in common") if {
	some found in locality_settings
	distribute := {region(entry.from) | some entry in lib.items(found.setting, "distribute")} | {region(to) |
		some entry in lib.items(found.setting, "distribute")
		some to in object.keys(lib.block(entry, "to"))
	}
	failover := {region(r) |
		some entry in lib.items(found.setting, "failover")
		some r in [entry.from, entry.to]
	}
	count(distribute) > 0
	count(failover) > 0
	count(distribute & failover) == 0
}

known_networks := lib.parameter("knownNetworks", [])

warn contains violation("d", ["spec", "endpoints", i, "network"], sprintf("network %s is not known", [endpoint.network])) if {
	count(known_networks) > 0
	some i, endpoint in lib.items(lib.spec, "endpoints")
	lib.text(endpoint, "network") != ""
	not endpoint.network in known_networks
}
