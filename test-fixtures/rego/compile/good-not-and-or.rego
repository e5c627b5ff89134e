package test

import rego.v2

p if {
	not f(input.u) == 1
	not {
		x := input.a
		x == 2
	}
	{
		y := input.b
		y > 1
	} or input.c == 3 and input.d
}

f(x) := x
