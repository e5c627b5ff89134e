package equalities

a if 1 == "1"

b if [1, x] = ["a", 2]

c if {"k": "v"} = {"k": 1, "l": 2}

d if {
	z := {n | n := input.numbers[_]; n > 1}
	z == [1]
}

e if "x" in {1, 2}

f if "a", 1 in {"b": "c"}

g if input.anything == {1, "a", null}

h if {
	m := {"a": 1}
	m == {"a": "1"}
}
