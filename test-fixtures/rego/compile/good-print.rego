package test

p if {
	x := input.a
	print("x is", x, input.b.c)
	every y in [1] {
		print(y)
	}
}
