# METADATA
# title: Path or method exclusion that normalisation can defeat
# description: A DENY on paths in a mesh that does not merge slashes, or an ALLOW that excludes paths, methods or hosts.
# custom:
#   id: MW-AUTHZ-010
#   severity: medium
#   fix: Prefer ALLOW with positive values or DENY with negative values; raise normalisation to DECODE_AND_MERGE_SLASHES.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
#   parameters: {requiredNormalization: MERGE_SLASHES}
#   clauses:
#     a: {action: warn, needs: [{mesh: [/ConfigMap]}]}
#     b: {action: warn}
package meshwarden.rules.authz_010

import data.meshwarden.lib
import data.meshwarden.lib.authorization

excluded contains {"field": field, "values": operation[field], "path": lib.pointer(["spec", "rules", i, "to", j, "operation", field])} if {
	authorization.action == "ALLOW"
	some i, rule in authorization.rules
	some j, operation in authorization.operations(rule)
	some field in authorization.populated_fields(operation, ["notPaths", "notMethods", "notHosts"])
}

variant(field) := "another spelling of the path" if field in {"paths", "notPaths"}

else := "another spelling of the host" if field == "notHosts"

else := "another method"

warn contains {
	"msg": sprintf("%s protects %s by exclusion; %s may reach the same backend resource.", [lib.full_name, concat(" ", found.values), variant(found.field)]),
	"path": found.path,
	"clause": "b",
	"details": {"field": found.field},
} if {
	some found in excluded
}

denied_paths contains {"values": operation.paths, "path": lib.pointer(["spec", "rules", i, "to", j, "operation", "paths"])} if {
	authorization.action == "DENY"
	some i, rule in authorization.rules
	some j, operation in authorization.operations(rule)
	lib.populated(operation, "paths")
}

mesh_config := yaml.unmarshal(config.data.mesh) if {
	config := lib.known("/ConfigMap")[sprintf("%s/istio", [lib.root_namespace])]
	is_string(config.data.mesh)
	yaml.is_valid(config.data.mesh)
} else := {}

normalization := lib.text(lib.block(mesh_config, "pathNormalization"), "normalization")

order := ["", "DEFAULT", "NONE", "BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES"]

rank(value) := [i | some i, name in order; name == value][0]

weak if rank(normalization) < rank(object.get(input.parameters, "requiredNormalization", "MERGE_SLASHES"))

warn contains {
	"msg": sprintf("%s protects %s by exclusion; another spelling of the path may reach the same backend resource.", [lib.full_name, concat(" ", found.values)]),
	"path": found.path,
	"clause": "a",
	"details": {"normalization": normalization},
} if {
	lib.has_mesh
	weak
	some found in denied_paths
}

unchecked contains {"clause": "a", "needs": "mesh"} if {
	not lib.has_mesh
	count(denied_paths) > 0
}
