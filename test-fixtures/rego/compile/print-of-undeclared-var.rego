package test

p if {
	print(x)
	every z in [1] {
		print(q, z)
	}
}
