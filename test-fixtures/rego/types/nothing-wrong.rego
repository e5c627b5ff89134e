package nothing_wrong

import rego.v1

default allow := false

allow if {
	some container in input.review.object.spec.containers
	limits := object.get(container, ["resources", "limits"], {})
	not limits.cpu
	every k, v in limits {
		startswith(k, "x")
		v != 0
	}
}

by_name[name] := pod if {
	some pod in data.inventory.pods
	name := pod.metadata.name
}

by_name["none"] := {}

mixed := 1 if input.a

mixed := "one" if input.b

answer := mixed + 1

answers := [x | some x in [1, "a", null]; is_number(x)]

total := sum([n | some n in answers])

tree.left.value := 1

tree.right[x] := 2 if some x in input.list

leaf := tree.left.value + tree.right.any

f(x) := y if {
	y := {"got": x}
}

chain := f(f(1).got).got
