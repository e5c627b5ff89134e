package test

p if {
	not input.a[x]
	x == input.b
}
