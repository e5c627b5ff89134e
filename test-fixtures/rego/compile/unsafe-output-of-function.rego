package test

f(x) := x + 1

p if {
	f(y, z)
	z > 1
}
