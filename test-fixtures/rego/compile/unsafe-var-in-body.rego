package test

p if {
	x == 2
}
