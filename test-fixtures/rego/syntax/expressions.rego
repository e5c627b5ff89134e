package expressions

p if {
	a := 1; b := -input.x
	not input.deny
	not f(a) with input as {"x": 1} with data.y as [1]
	every k, v in input.map { k != v; v > 0 }
	x = [y | y := input.list[_]; y % 2 == 0]
	z = {k: v | some k, v in input.map}
	w = {v | input.map[v]} | {1, 2} & set()
	1 + 2 * 3 - 4 / 5 == 0
	walk(input, [path, value])
	io.jwt.decode(input.token, [_, payload, _])
	input["x-y"].z[_].in
	(a in b) == true
	f(a, b in c)
	g((a, b in c))
}
