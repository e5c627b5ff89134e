package test

p := $"{x.y} and {count(z)}"
