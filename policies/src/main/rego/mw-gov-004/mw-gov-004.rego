# METADATA
# title: Reserved or suppressing annotation
# description: An annotation that only istiod writes, or one that keeps Istio's analysis silent about everything.
# custom:
#   id: MW-GOV-004
#   severity: high
#   fix: Remove it.
#   match: {kinds: [{apiGroups: [security.istio.io, networking.istio.io, telemetry.istio.io, extensions.istio.io, gateway.networking.k8s.io], kinds: ["*"]}], operations: [CREATE, UPDATE]}
#   clauses:
#     a: {action: deny}
#     b: {action: warn}
package meshwarden.rules.gov_004

import data.meshwarden.lib

violation(clause, annotation) := {
	"msg": sprintf("%s %s sets %s.", [input.request.kind.kind, lib.full_name, annotation]),
	"path": lib.pointer(["metadata", "annotations", annotation]),
	"clause": clause,
	"details": {},
}

reserved contains annotation if {
	some annotation in object.keys(lib.annotations)
	startswith(annotation, "internal.istio.io/")
}

suppression := "galley.istio.io/analyze-suppress"

# Cluster administrators included: nobody but istiod has a use for these.
is_istiod if lib.user_name in object.get(input.parameters, "meshSystemUsers", lib.setting("meshSystemUsers", []))

deny contains violation("a", annotation) if {
	lib.has_user
	not is_istiod
	some annotation in reserved
}

unchecked contains {"clause": "a", "needs": "user"} if {
	count(reserved) > 0
	not lib.has_user
}

warn contains violation("b", suppression) if contains(lib.text(lib.annotations, suppression), "*")
