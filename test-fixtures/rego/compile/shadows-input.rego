package test

p if {
	input := 1
	input == 1
}
