package test

p := [1 | some x; input.a]
