package test

p if {
	x = 1
	some x
	x == 1
}
