package test

p if {
	nope(1)
	data.test.q(2)
	x := lib.f(1)
	x > 0
}
