package arguments

a := count(1)

b := upper(["x"])

c := sum({"x"})

d := concat(",", [1, 2])

e(x) := x + 1

f := e("text")

g := object.get({"a": 1}, "b")

h := e(1, 2, 3)

i if {
	x := input.list
	sum([1, concat("", x)]) == 1
}
