package test

f(x) := y if {
	y := f(x - 1)
}
