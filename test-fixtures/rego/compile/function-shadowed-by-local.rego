package test

p if {
	count := 1
	x := 1 + count([1])
	x > 1
}
