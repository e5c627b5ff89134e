package test

p if {
	[1, x] := input.a
	{"a": y} := input.b
	x == y
}
