package test

a[x] := 1 if {
	x := input.x
}

a.b(y) := y
