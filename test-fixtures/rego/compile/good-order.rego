package test

p := z if {
	not x == 1
	y == x
	z := concat(".", [y])
	y = input.a
	x = input.b
}
