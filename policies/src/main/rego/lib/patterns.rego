# METADATA
# title: Istio's match patterns
# description: Equal, prefix*, *suffix and *, and nothing else (rule catalogue, section 1.5).
package meshwarden.lib.patterns

# A value with a star that is neither its first nor its last character, or with two.
misplaced_star(value) if {
	value != "*"
	contains(_without_ends(value), "*")
}

misplaced_star(value) if {
	value != "*"
	startswith(value, "*")
	endswith(value, "*")
}

_without_ends(value) := trim_suffix(trim_prefix(value, "*"), "*")

# An identity that pins no namespace.
open_principal("*")

open_principal(value) if {
	unmatchable_principal_free(value)
	endswith(value, "*")
	value != "*"
	not regex.match(`/ns/[^/*]+/`, value)
}

open_principal(value) if {
	unmatchable_principal_free(value)
	startswith(value, "*")
	value != "*"
	not regex.match(`/ns/[^/*]+/sa/`, value)
}

unmatchable_principal_free(value) if not unmatchable_principal(value)

# Why a principal can never match, whatever identities the trust domain gives out.
misspelt_principal(value) := "identities are written without a scheme" if startswith(value, "spiffe://")

else := "a star counts only as the first or the last character" if misplaced_star(value)

# Why a principal can never match; undefined when it can.
unmatchable_principal(value) := why if why := misspelt_principal(value)

else := "an identity is <trust-domain>/ns/<namespace>/sa/<account>" if {
	not contains(value, "*")
	not regex.match(`^[^/]+/ns/[^/]+/sa/[^/]+$`, value)
}
