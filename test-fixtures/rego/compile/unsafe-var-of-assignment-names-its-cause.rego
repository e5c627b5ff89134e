package test

p if {
	a := b
	c := a + 1
	c > 1
}
