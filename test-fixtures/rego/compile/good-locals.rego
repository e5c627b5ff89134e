package test

p contains y if {
	some i
	x := input.a[i]
	y := [x | x := input.b[_]]
	x == i
}

f(x, {"a": [y, _]}) := z if {
	z := x + y
}
