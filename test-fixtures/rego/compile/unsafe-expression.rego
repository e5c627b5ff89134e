package test

p := [true | not f([1 | some i; input.a[i] == j])]

f(x) := x
