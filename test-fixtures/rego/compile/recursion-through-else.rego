package test

p := 1 if {
	input.a
} else := 2 if {
	p
}
