package test

f(x) := x

g(x) := x + 1

p if {
	f(input.a) == 2 with f as g
	count(input.b) == 1 with count as 1
	q with input as {"a": upper("b")} with data.x.y as input.c
}

q if {
	input.a
}
