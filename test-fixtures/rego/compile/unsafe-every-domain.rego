package test

p if {
	every x in y {
		x > 1
	}
}
