# METADATA
# title: Namespace exempted, or its protection lifted, by someone else
# description: A Namespace that gains the label meshwarden.io/exempt, or loses policy.meshwarden.io/protected, by a user who is no mesh administrator.
# custom:
#   id: MW-GOV-009
#   severity: critical
#   fix: Ask a mesh administrator. An exception from single rules, with an end date, is an Exemption.
#   match: {kinds: [{apiGroups: [""], kinds: [Namespace]}], operations: [CREATE, UPDATE]}
#   clauses:
#     a: {action: deny}
#     b: {action: deny}
package meshwarden.rules.gov_009

import data.meshwarden.lib
import data.meshwarden.lib.identities
import data.meshwarden.lib.namespaces

exempt := "meshwarden.io/exempt"

protected := "policy.meshwarden.io/protected"

# The selectors of the registration ask whether the label is there: any value counts, the empty one too.
exempts if {
	exempt in object.keys(lib.labels)
	not exempt in object.keys(namespaces.labels_before)
}

# As MW-GOV-001 reads it: the value true, and no other.
unprotects if {
	namespaces.labels_before[protected] == "true"
	not lib.labels[protected] == "true"
}

# An empty meshAdmins does not leave the switch to everybody.
may if identities.is_mesh_admin

may if identities.is_system

deny contains {
	"msg": sprintf("%s may not exempt Namespace %s from Meshwarden.", [lib.user_name, lib.name]),
	"path": lib.pointer(["metadata", "labels", exempt]),
	"clause": "a",
	"details": {"user": lib.user_name},
} if {
	exempts
	lib.has_user
	not may
}

deny contains {
	"msg": sprintf("%s may not lift the protection of Namespace %s.", [lib.user_name, lib.name]),
	"path": "/metadata/labels",
	"clause": "b",
	"details": {"user": lib.user_name},
} if {
	unprotects
	lib.has_user
	not may
}

unchecked contains {"clause": "a", "needs": "user"} if {
	exempts
	not lib.has_user
}

unchecked contains {"clause": "b", "needs": "user"} if {
	unprotects
	not lib.has_user
}
