package test

p if {
	every k, v in object.get(input, "a", {}) {
		v > 1
		some x in v.list
		x == k
	}
	every v in input.list {
		not v.bad
	}
}
