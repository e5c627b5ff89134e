package test

import rego.v2

p if {
	x and input.b
}
