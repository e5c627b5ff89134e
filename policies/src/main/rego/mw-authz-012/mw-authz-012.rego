# METADATA
# title: Authorization policy that enforces nothing
# description: An AuthorizationPolicy that only audits, has no rules to refuse by, or is turned into a dry run.
# custom:
#   id: MW-AUTHZ-012
#   severity: high
#   fix: Use DENY or ALLOW; keep a dry-run copy under another name.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [AuthorizationPolicy]}], operations: [CREATE, UPDATE]}
#   parameters: {auditActionAllowed: false}
#   clauses:
#     a: {action: warn}
#     b: {action: deny}
#     c: {action: deny}
package meshwarden.rules.authz_012

import data.meshwarden.lib
import data.meshwarden.lib.authorization
import data.meshwarden.lib.security

message(reason) := sprintf("%s does not restrict traffic: %s.", [lib.full_name, reason])

warn contains {"msg": message("action AUDIT blocks nothing, and without a plugin records nothing"), "path": "/spec/action", "clause": "a"} if {
	authorization.action == "AUDIT"
	object.get(input.parameters, "auditActionAllowed", false) != true
}

deny contains {"msg": message(sprintf("%s without rules never matches", [authorization.action])), "path": "/spec/rules", "clause": "b"} if {
	authorization.action in {"DENY", "CUSTOM"}
	not lib.populated(lib.spec, "rules")
}

dry_run_path := lib.pointer(["metadata", "annotations", "istio.io/dry-run"])

deny contains {"msg": message("the dry-run annotation ends the enforcement that was in force"), "path": dry_run_path, "clause": "c"} if {
	input.request.operation == "UPDATE"
	security.dry_run(lib.annotations)
	not security.dry_run(lib.block(lib.block(lib.object_before, "metadata"), "annotations"))
}

audit contains {"msg": message("it is a dry run"), "path": dry_run_path, "clause": "c"} if {
	input.request.operation == "CREATE"
	security.dry_run(lib.annotations)
}
