package test

p := 1 if {
	input.a
} else := x if {
	x := input.b
} else := 3

default q := false

q if {
	some x, y in input.list
	x == y
}
