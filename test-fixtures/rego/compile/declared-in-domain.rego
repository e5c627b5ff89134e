package test

p if {
	some x in x
}
