# METADATA
# title: pkg
package test

# METADATA
# title: rule
# custom:
#   severity: HIGH
p := x if {
	x := rego.metadata.rule()
	y := [c.path | some c in rego.metadata.chain()]
	count(y) == 2
}
