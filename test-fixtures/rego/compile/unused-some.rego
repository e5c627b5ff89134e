package test

p if {
	some x, y
	input.a[x]
}
