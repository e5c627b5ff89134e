package test

f(x) if {
	x := 1
}
