package test

p if {
	input.a with input.a as y
}
