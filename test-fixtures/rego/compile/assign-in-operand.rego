package test

import rego.v2

p if {
	x := input.a or input.b
}
