package test

p if {
	not x := 1
}
