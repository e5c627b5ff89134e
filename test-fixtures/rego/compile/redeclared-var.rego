package test

p if {
	x := 1
	x := 2
	y := x
	some y
}
