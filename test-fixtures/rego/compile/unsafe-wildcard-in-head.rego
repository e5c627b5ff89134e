package test

p[_] := 1 if {
	input.a
}
