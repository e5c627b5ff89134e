package test

p if {
	input.a with foo as 1
}
