# METADATA
# title: Host match that ignores the port suffix
# description: A host without a port, in a DENY or among exclusions, which a caller steps around by naming the port.
# custom:
#   id: MW-AUTHZ-009
#   severity: medium
#   fix: "Add <host>:* next to each exact host, or turn the policy into ALLOW with positive hosts."
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
package meshwarden.rules.authz_009

import data.meshwarden.lib
import data.meshwarden.lib.authorization

# Lists on the side that fails open, with the place of the list.
lists contains {"values": values, "path": path, "patchable": true} if {
	some i, rule in authorization.rules
	some j, operation in authorization.operations(rule)
	some action, field in {"DENY": "hosts", "ALLOW": "notHosts"}
	authorization.action == action
	values := lib.items(operation, field)
	count(values) > 0
	path := ["spec", "rules", i, "to", j, "operation", field]
}

lists contains {"values": values, "path": path, "patchable": false} if {
	authorization.action == "DENY"
	some i, rule in authorization.rules
	some j, condition in authorization.conditions(rule)
	authorization.header_name(lib.text(condition, "key")) in {"host", ":authority"}
	values := lib.items(condition, "values")
	count(values) > 0
	path := ["spec", "rules", i, "when", j, "values"]
}

# Whether a prefix pattern of the list matches the host with every port: <host>:*, <host>*, a shorter prefix or *.
covered(value, list) if {
	some other in list.values
	endswith(other, "*")
	startswith(_as_compared(list, sprintf("%s:", [value])), _as_compared(list, trim_suffix(other, "*")))
}

# Hosts are compared without case, the values of headers with it.
_as_compared(list, text) := lower(text) if list.patchable

else := text

bare(value) if {
	not contains(value, ":")
	not endswith(value, "*")
}

warn contains {
	"msg": sprintf("%s matches host %s only without a port; `%s:443` is not matched.", [lib.full_name, value, value]),
	"path": lib.pointer(array.concat(list.path, [k])),
	"details": {"host": value},
} if {
	some list in lists
	some k, value in list.values
	bare(value)
	not covered(value, list)
}

patch contains {"id": sprintf("MW-AUTHZ-009:%s", [lib.pointer(list.path)]), "ops": array.concat([test], adds)} if {
	some list in lists
	list.patchable
	adds := [{"op": "add", "path": lib.pointer(array.concat(list.path, ["-"])), "value": sprintf("%s:*", [value])} |
		some value in list.values
		bare(value)
		not startswith(value, "*")
		not covered(value, list)
	]
	count(adds) > 0
	test := {"op": "test", "path": lib.pointer(list.path), "value": list.values}
}
