package test

p if {
	x := print("a")
	x
}
