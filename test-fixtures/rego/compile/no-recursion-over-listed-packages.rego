package test

p contains x if {
	some r in ["a", "b"]
	x := data[r].p
}
