package test

p if {
	any([true])
	x := [all([false])]
	x[0]
}
