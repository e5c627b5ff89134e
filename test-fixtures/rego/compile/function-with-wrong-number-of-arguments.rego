package test

f(x, y) := x + y

p if {
	f(1)
	z := f(1, 2, 3, 4)
	z > 1
	f(1, 2, 3)
}
