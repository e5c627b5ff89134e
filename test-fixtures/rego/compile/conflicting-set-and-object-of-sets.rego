package test

p contains 1

p[x] contains y if {
	some x, y
	input.a[x] == y
}
