# rego: v0
package test

p[x] = y {
	x := "a"
	y := input[x]
}

p["b"] = 1

q[x] {
	x = input.list[_]
	not any([x])
}
