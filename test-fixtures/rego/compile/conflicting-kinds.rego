package test

p contains 1

p := 2

q := 1

q(x) := x

f(x) := x

f(x, y) := x + y
