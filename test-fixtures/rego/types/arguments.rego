package arguments

a := count(1)

b := upper(["x"])

c := sum({"x"})

d := concat(",", [1, 2])

e(x) := x + 1

f := e("text")

g := startswith(b, 1)

i if {
	x := input.list
	sum([1, concat("", x)]) == 1
}
